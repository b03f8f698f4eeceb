import { legalDayOf } from "@tongban/standards"
import type { CaseReport, reportCase } from "@tongban/standards"
import { canonical } from "../hash.ts"
import type { Handle, Services } from "../http/operation.ts"
import { Problem } from "../http/problem.ts"
import type { Of } from "../policy/principal.ts"
import { mustBe } from "../policy/must-be.ts"
import type { Item } from "../registry/schema.ts"
import { orRaceLost } from "../store/database.ts"
import type { Trx } from "../store/database.ts"
import { idsOf } from "../store/ids.ts"
import { kept } from "../store/kept.ts"
import { insertRows, oneOf } from "../store/many.ts"
import type { CaseRow } from "../store/tables.ts"
import { changed, sourceColumns, writeChanges, writeEvents } from "./change.ts"
import type { CaseChange, ChangedCase } from "./change.ts"
import { claimed, partiesOf } from "./party.ts"
import type { Matched } from "./party.ts"
import { newestEvent, readAgain } from "./read.ts"
import { itemVersionOf, viewCase } from "./view.ts"

/** What a department says of the case with this number. */
export interface NumberedReport {
  localNumber: string
  report: CaseReport
}

/** Who reports, with what, when. */
export interface Reporting extends Pick<Services, "items" | "personKeys" | "clockAheadMs"> {
  db: Trx
  client: Of<"client">
  at: Date
}

export const report: Handle<typeof reportCase> = async (context) => {
  const { db, principal, params, body, at } = context
  const client = mustBe("client", principal)
  const told = { localNumber: params.localNumber, report: body }
  const [row] = await takeReports({ ...context, client }, [told])
  if (row === undefined) throw new Error("a report was neither taken nor refused")
  if (row instanceof Problem) throw row
  return viewCase(context, await readAgain(db, row), at)
}

/**
 * Takes reports, each by itself: what is refused keeps no other from being taken. However many they are,
 * they cost the same few statements.
 *
 * @param reports - each number once
 * @returns for each the case as it is from now on, or why it was not taken
 */
export async function takeReports(
  by: Reporting,
  reports: readonly NumberedReport[],
): Promise<(CaseRow | Problem)[]> {
  const known = await knownCases(by, reports)
  const items = await itemsOf(by, reports, known)
  const faults = reports.map(({ report }, at) => faultOf(by, report, items[at]))
  const sound = reports.filter((_, at) => faults[at] === undefined)
  const preceding = await precedingOf(by, sound)
  const parties = await partiesOf(by, sound)

  const added: ChangedCase[] = []
  const moved: ChangedCase[] = []
  const answers: (CaseRow | Problem)[] = []
  for (const [at, told] of reports.entries()) {
    const row = known.get(told.localNumber)
    const party = parties.get(told.report)
    const follows = told.report.follows && preceding.get(told.report.follows)
    const after =
      faults[at] ??
      (row === undefined
        ? firstHeard(by, told, items[at], party, follows)
        : await heardAgain(by, row, told, party, follows))
    answers.push(after instanceof Problem ? after : after.row)
    if (after instanceof Problem) continue
    if (row !== undefined) moved.push(after)
    else {
      added.push(after)
      // A later one of the same batch may follow on it.
      preceding.set(told.localNumber, after.row.id)
    }
  }
  await addCases(by, added)
  await writeChanges(by.db, moved)
  return answers
}

/** The item of each report: of a case that is known in the version that it was begun under. */
async function itemsOf(
  { db, items, at }: Reporting,
  reports: readonly NumberedReport[],
  known: ReadonlyMap<string | null, CaseRow>,
): Promise<(Item | undefined)[]> {
  const codes = reports.map(({ report }) => report.itemCode)
  const current = await items.currents(db, codes, at)
  const rows = [...known.values()]
  const versions = await items.versions(db, rows.map(itemVersionOf))
  const itemOf = new Map(rows.map((row, nth) => [row, versions[nth]]))
  return reports.map(({ localNumber, report: { itemCode } }) => {
    const row = known.get(localNumber)
    const own = row?.item_code === itemCode ? itemOf.get(row) : undefined
    return own ?? current.get(itemCode)
  })
}

/** What is wrong with a report. */
function faultOf(
  by: Reporting,
  { itemCode, correction, ...told }: CaseReport,
  item: Item | undefined,
): Problem | undefined {
  if (item?.department !== by.client.department) return new Problem("item_unknown", { itemCode })
  const requirements = (correction?.items ?? [])
    .map(({ requirement }) => requirement)
    .filter((key) => !item.requirements.some((requirement) => requirement.key === key))
  if (requirements.length > 0) return new Problem("requirement_unknown", { requirements })
  return futureFault(told, new Date(by.at.getTime() + by.clockAheadMs))
}

/** What is said to have happened has happened, by our clock and a little more. */
function futureFault(
  { occurredAt, effectiveOn }: Pick<CaseReport, "occurredAt" | "effectiveOn">,
  latest: Date,
): Problem | undefined {
  const rule = "future"
  if (new Date(occurredAt) > latest)
    return new Problem("invalid_request", {
      faults: [{ place: "body.occurredAt", rule, latest: latest.toISOString() }],
    })
  if (effectiveOn === undefined) return undefined
  const lastDay = legalDayOf(latest)
  if (effectiveOn <= lastDay) return undefined
  return new Problem("invalid_request", {
    faults: [{ place: "body.effectiveOn", rule, latest: lastDay }],
  })
}

/** The department's cases with these numbers, locked in one order, so that two batches wait and don't tangle. */
async function knownCases(
  { db, client }: Reporting,
  reports: readonly NumberedReport[],
): Promise<Map<string | null, CaseRow>> {
  if (reports.length === 0) return new Map()
  const numbers = reports.map(({ localNumber }) => localNumber)
  const rows = await lockNumbered(db, { department: client.department, numbers })
  return new Map(rows.map((row) => [row.local_number, row]))
}

const lockNumbered = kept((db, given: { department: string; numbers: readonly string[] }) =>
  db
    .selectFrom("cases")
    .selectAll()
    .where("department_id", "=", given.department)
    .where("local_number", "=", oneOf(given.numbers))
    .orderBy("local_number")
    .forUpdate(),
)

/** The ids of the cases that reports say they follow on. */
async function precedingOf(
  { db, client }: Reporting,
  reports: readonly NumberedReport[],
): Promise<Map<string | null, string>> {
  const numbers = reports.flatMap(({ report }) => report.follows ?? [])
  if (numbers.length === 0) return new Map()
  const rows = await db
    .selectFrom("cases")
    .select(["id", "local_number"])
    .where("department_id", "=", client.department)
    .where("local_number", "=", oneOf(numbers))
    .execute()
  return new Map(rows.map(({ id, local_number: number }) => [number, id]))
}

/** A case that the hub hears of for the first time. */
function firstHeard(
  by: Reporting,
  { localNumber, report }: NumberedReport,
  item: Item | undefined,
  party: Matched | undefined,
  follows: string | undefined,
): ChangedCase | Problem {
  if (report.follows !== undefined && follows === undefined)
    return new Problem("preceding_unknown", { follows: report.follows })
  const { client, personKeys, at } = by
  const subject = party?.subject ?? null
  const newId = idsOf(personKeys.pairwise, subject ?? localNumber, at)
  const row: CaseRow = {
    department_id: client.department,
    id: newId(),
    // Nobody's yet without an account: an unclaimed case, attached at their first login.
    subject,
    party_match: subject === null ? (party?.match ?? null) : null,
    client_id: client.clientId,
    item_code: report.itemCode,
    item_version: item?.version ?? 1,
    state: report.state,
    ...sourceColumns(report.source),
    local_number: localNumber,
    opened_at: new Date(report.occurredAt),
    updated_at: at,
    hidden_at: null,
    version: 0,
    follows_id: follows ?? null,
    urged_at: null,
    urged_times: 0,
  }
  return changed(row, changeOf(report, at), newId)
}

/** A case that is known: moved on, or bound and not doubled where its state is known already. */
async function heardAgain(
  by: Reporting,
  known: CaseRow,
  { localNumber, report }: NumberedReport,
  party: Matched | undefined,
  follows: string | undefined,
): Promise<ChangedCase | Problem> {
  if (report.follows !== undefined && known.follows_id !== follows)
    return new Problem("preceding_differs", { follows: report.follows })
  const row = claimed(known, party)
  if (row instanceof Problem) return row
  const newId = idsOf(by.personKeys.pairwise, row.subject ?? localNumber, by.at)
  if (known.state !== report.state || (await saysAnew(by.db, known, report)))
    return changed(row, changeOf(report, by.at), newId)
  const source = sourceColumns(report.source)
  if (row.source_scheme === source.source_scheme && row.source_value === source.source_value)
    return { row }
  // The state gains the department's own word for it.
  const named = { ...row, ...source, updated_at: by.at, version: row.version + 1 }
  return { row: named, toldAs: newId() }
}

function changeOf(report: CaseReport, at: Date): CaseChange {
  const { itemCode: _item, party: _party, follows: _follows, state, occurredAt, ...rest } = report
  const { source, effectiveOn, inferred, correction, ...facts } = rest
  return {
    to: state,
    source,
    occurredAt: new Date(occurredAt),
    effectiveOn,
    inferred,
    correction,
    facts,
    at,
  }
}

/**
 * Whether a report of the known state says something else than before: the notice of correction was
 * mended, or the limit is extended, by which a case stays where it is.
 */
async function saysAnew(trx: Trx, row: CaseRow, { correction, extension }: CaseReport) {
  if (correction === undefined && extension === undefined) return false
  const before = await newestEvent(trx, row)
  const told = [before?.correction ?? null, before?.facts?.extension ?? null]
  return canonical(told) !== canonical([correction ?? null, extension ?? null])
}

/** @throws {RaceLost} where another transaction has added one of them meanwhile */
async function addCases({ db }: Reporting, added: readonly ChangedCase[]): Promise<void> {
  const rows = added.map(({ row }) => row)
  await orRaceLost(insertRows(db, "cases", rows))
  await writeEvents(db, added)
}
