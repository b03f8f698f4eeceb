import { legalDayOf } from "@tongban/standards"
import type { Report } from "@tongban/sdk"
import { keyOf } from "../watch/map-row.ts"
import { refusedForMs, tell } from "../watch/reporter.ts"
import type { Reporter } from "../watch/reporter.ts"
import type { Look } from "../watch/look.ts"
import { timeOf } from "./file-name.ts"
import { filesIn, readSettled } from "./folder.ts"
import type { FoundFile } from "./folder.ts"
import { wordsOf } from "./fault.ts"
import type { Fault } from "./fault.ts"
import { mapRow } from "./map-row.ts"
import type { MappedRow, RowMap } from "./map-row.ts"
import type { Aside, DropMemory } from "./memory.ts"
import { readExport } from "./read-export.ts"
import type { Export } from "./read-export.ts"

/** What a look works with. */
export interface DropParts {
  config: RowMap["config"]
  memory: DropMemory
  report: Reporter
  /** Writes down what is set aside. */
  quarantine: (asides: readonly Aside[]) => void
  log: (message: string) => void
  now: () => Date
}

/** An export in the folder, and when it was made. */
interface DatedFile {
  file: FoundFile
  /**
   * What tells newer from older (docs/decisions/0017): the time in its name, then the file's own. Sorts as
   * its times do.
   */
  asOf: string
  /** When its rows were so, as far as it says. */
  occurredAt: string
  fault: Fault | undefined
}

/** A name that is not as agreed will not mend itself; a day that is to come will come. */
const lookAgainMs = 3_600_000

/**
 * Makes the look: each export that is new or has changed is read whole, the oldest first. A file that
 * another program still writes changes between two looks, and waits.
 */
export function dropLooker(parts: DropParts): Look {
  const { config, memory, quarantine, now } = parts
  const { folder, pattern } = config.drop
  let before = new Map<string, string>()

  return async (signal) => {
    const files = await filesIn(folder)
    const settled = files.filter(({ name, stamp }) => before.get(name) === stamp)
    before = new Map(files.map(({ name, stamp }) => [name, stamp]))
    memory.keepFiles(files.map(({ name }) => name))
    const due = settled
      .filter((file) => memory.isDue(file, now()))
      .map((file) => dated(file, pattern, now()))
      .sort((a, b) => (a.asOf < b.asOf ? -1 : 1))
    try {
      for (const file of due) {
        signal.throwIfAborted()
        await take(file, parts, signal)
      }
    } finally {
      quarantine(memory.asides())
    }
  }
}

function dated(file: FoundFile, pattern: string, now: Date): DatedFile {
  const time = timeOf(file.name, pattern)
  const modified = file.modifiedAt < now ? file.modifiedAt : now
  const occurredAt = time?.instant ?? modified.toISOString()
  // A name without a time is nothing that a newer export could stand for.
  const named = time?.instant ?? time?.day ?? "~"
  const asOf = `${named} ${file.modifiedAt.toISOString()}`
  const fault: Fault | undefined =
    time === undefined
      ? { code: "unnamed", params: { pattern } }
      : time.day > legalDayOf(now)
        ? { code: "notYet" }
        : undefined
  return { file, asOf, occurredAt, fault }
}

async function take(dropped: DatedFile, parts: DropParts, signal: AbortSignal): Promise<void> {
  const { config, memory, quarantine, now } = parts
  // Whoever reads the line finds the list as it says.
  const log = (message: string) => {
    quarantine(memory.asides())
    parts.log(message)
  }
  const { file, asOf } = dropped
  const read = dropped.fault ?? (await readDropped(file, config.drop))
  if (read === undefined) return
  if ("code" in read) {
    memory.setAside(
      file.name,
      "",
      [],
      [{ file: file.name, row: 0, asOf, localNumber: "", fault: read }],
    )
    memory.fileDone(file, new Date(now().getTime() + lookAgainMs))
    log(`${file.name} is set aside: ${inWords(read)}`)
    return
  }
  const { mapped, faults } = mapAll(read, { config, today: legalDayOf(now()) })
  const isNews = ({ localNumber }: { localNumber: string }) =>
    (memory.rowOf(localNumber)?.asOf ?? "") <= asOf
  const news = mapped.filter(isNews)
  const wrong = faults.filter(isNews).map((each) => ({ ...each, file: file.name, asOf }))
  const numbers = [...news, ...wrong].map(({ localNumber }) => localNumber)
  memory.setAside(file.name, asOf, numbers, wrong)
  const told = await tellAll(news, dropped, parts, signal)
  memory.fileDone(file, told.refused > 0 ? new Date(now().getTime() + refusedForMs) : undefined)
  log(
    `${file.name}: ${told.taken} told, ${mapped.length - news.length} older than what is known, ${wrong.length + told.refused} set aside`,
  )
}

async function readDropped(
  file: FoundFile,
  drop: RowMap["config"]["drop"],
): Promise<Export | Fault | undefined> {
  const { folder, mostBytes } = drop
  if (file.bytes > mostBytes) return { code: "tooLarge", params: { most: String(mostBytes) } }
  const bytes = await readSettled(folder, file)
  return bytes && readExport(bytes, drop)
}

type RowFault = Pick<Aside, "row" | "localNumber" | "fault">

/** Every row, mapped or with what is wrong. Of a number whose rows differ none is right. */
function mapAll(read: Export, map: RowMap): { mapped: MappedRow[]; faults: RowFault[] } {
  const column = map.config.drop.columns.localNumber
  const faults: RowFault[] = read.faults.map((fault) => ({
    row: fault.row ?? 0,
    localNumber: "",
    fault,
  }))
  const byNumber = new Map<string, MappedRow[]>()
  for (const row of read.rows) {
    const result = mapRow(row, map)
    if (result === undefined) continue
    const number = row.cells.get(column) ?? ""
    if ("code" in result) faults.push({ row: row.row, localNumber: number, fault: result })
    else byNumber.set(result.localNumber, [...(byNumber.get(result.localNumber) ?? []), result])
  }
  const mapped: MappedRow[] = []
  for (const [localNumber, rows] of byNumber) {
    const [first] = rows
    if (rows.every(({ fingerprint }) => fingerprint === first?.fingerprint))
      mapped.push(...rows.slice(0, 1))
    else
      faults.push(
        ...rows.map(({ row }) => ({
          row,
          localNumber,
          fault: { code: "numberTwice" as const, column },
        })),
      )
  }
  return { mapped, faults }
}

/** Tells each row that says something new. It counts as told when the hub has said yes. */
async function tellAll(
  rows: readonly MappedRow[],
  { file, asOf, occurredAt }: DatedFile,
  { memory, report, log }: DropParts,
  signal: AbortSignal,
): Promise<{ taken: number; refused: number }> {
  let taken = 0
  let refused = 0
  for (const { row, localNumber, said, fingerprint } of rows) {
    signal.throwIfAborted()
    const known = memory.rowOf(localNumber)
    if (known?.fingerprint === fingerprint) {
      memory.saidAgain(localNumber, asOf)
      continue
    }
    const whole: Report = { ...said, occurredAt }
    const idempotencyKey = keyOf(fingerprint, known?.times ?? 0, whole)
    const refusal = await tell(report, { localNumber, report: whole }, { idempotencyKey, signal })
    if (refusal === undefined) {
      memory.told(localNumber, fingerprint, asOf)
      taken++
    } else {
      const fault: Fault = { code: refusal, row }
      memory.addAside({ file: file.name, row, asOf, localNumber, fault })
      log(`${file.name}, row ${row}: ${inWords(fault)}`)
      refused++
    }
  }
  return { taken, refused }
}

const inWords = (fault: Fault): string =>
  [...(fault.column === undefined ? [] : [fault.column]), ...wordsOf(fault, "en")].join("; ")
