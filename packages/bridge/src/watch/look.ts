import { fingerprintOf } from "./map-row.ts"
import type { RowMap } from "./map-row.ts"
import type { Memory } from "./memory.ts"
import { reportRow } from "./report-row.ts"
import type { Reporter } from "./reporter.ts"
import type { SourceRow, SourceTable } from "./rows.ts"
import { instantOf, textBefore } from "./times.ts"

export interface LookParts {
  config: RowMap
  table: SourceTable
  memory: Memory
  report: Reporter
  log: (message: string) => void
  now: () => Date
}

/**
 * Looks at the table once and reports each row that is new or has changed. Throws what keeps it from
 * going on: the table, or the hub, is away.
 */
export type Look = (signal: AbortSignal) => Promise<void>

/** Rows are written a little out of order: transactions end late, clocks differ. */
const overlapSeconds = 600
/** The whole table is gone through this often: for rows whose time is old, empty or in another form. */
const sweepEveryMs = 60_000

/** Makes the look: what is recent each time, the whole table at first and once a minute. */
export function looker(parts: LookParts): Look {
  const { config, table, memory, log, now } = parts
  let newest: { text: string; instant: number } | undefined
  let sweptAt: number | undefined

  /** A time that is still to come would hide every row until then: it does not count. */
  const note = ({ changedAt }: SourceRow) => {
    const text = String(changedAt)
    const instant = Date.parse(instantOf(text) ?? "")
    if (instant <= now().getTime() && (newest === undefined || instant > newest.instant))
      newest = { text, instant }
  }

  /** An older row of a number that stands twice. Asked again at each sweep: the newer one may go. */
  const setAsideOlder = (row: SourceRow): string | undefined => {
    const reason = `${config.columns.localNumber} stands in more than one row; the newest counts`
    const again = new Date(now().getTime() + 2 * sweepEveryMs)
    return memory.setAside(row, fingerprintOf(row), reason, now(), again) ? reason : undefined
  }

  const sweep = async (count: Count, signal: AbortSignal) => {
    const aside = new Set<string>()
    let before: SourceRow | undefined
    for await (const row of each(table.all(), signal)) {
      note(row)
      count(isOlderOfSame(before, row) ? setAsideOlder(row) : await reportRow(row, parts, signal))
      const fingerprint = fingerprintOf(row)
      if (memory.isSetAside(fingerprint)) aside.add(fingerprint)
      before = row
    }
    signal.throwIfAborted()
    memory.keepAside(aside)
    sweptAt = now().getTime()
  }

  const recent = async (text: string, count: Count, signal: AbortSignal) => {
    for await (const row of each(table.since(text), signal)) {
      note(row)
      count(await reportRow(row, parts, signal))
    }
  }

  return async (signal) => {
    const { count, say } = counter(log)
    const since = newest && textBefore(newest.text, overlapSeconds)
    const isDue = sweptAt === undefined || now().getTime() - sweptAt >= sweepEveryMs
    try {
      await (isDue || since === undefined ? sweep(count, signal) : recent(since, count, signal))
    } finally {
      say()
    }
  }
}

/** Rows come by number, and of the same number the newest first. */
const isOlderOfSame = (before: SourceRow | undefined, row: SourceRow): boolean =>
  before !== undefined &&
  row.localNumber !== null &&
  row.localNumber === before.localNumber &&
  fingerprintOf(row) !== fingerprintOf(before)

async function* each(
  pages: AsyncIterable<SourceRow[]>,
  signal: AbortSignal,
): AsyncGenerator<SourceRow> {
  for await (const rows of pages) {
    for (const row of rows) {
      if (signal.aborted) return
      yield row
    }
  }
}

type Count = (reason: string | undefined) => void

/** Counts the rows set aside by reason, and says each reason in one line. */
function counter(log: (message: string) => void): { count: Count; say: () => void } {
  const reasons = new Map<string, number>()
  return {
    count(reason) {
      if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
    },
    say() {
      for (const [reason, rows] of reasons)
        log(`set aside, ${rows} ${rows === 1 ? "row" : "rows"}: ${reason}`)
    },
  }
}
