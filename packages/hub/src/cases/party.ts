import type { CaseReport, Party } from "@tongban/standards"
import { Problem } from "../http/problem.ts"
import { keepSubject, matchOf, subjectOf } from "../identity/persons.ts"
import type { PersonKeys } from "../identity/persons.ts"
import type { Database, Trx } from "../store/database.ts"
import { insertRows, oneOf } from "../store/many.ts"
import type { CaseRow, PersonRow } from "../store/tables.ts"

/** Whose case a report is about: by their match, and where they have an account, by their subject. */
export interface Matched {
  match: string
  subject: string | undefined
}

interface Matching {
  db: Trx
  personKeys: PersonKeys
  client: { department: string }
}

/** Finds the parties of reports that name one. The numbers go no further than this. */
export async function partiesOf(
  { db, personKeys, client: { department } }: Matching,
  reports: readonly { report: CaseReport }[],
): Promise<Map<CaseReport, Matched>> {
  const named = reports.flatMap(({ report }) =>
    report.party === undefined ? [] : [{ report, match: matchIn(personKeys, report.party) }],
  )
  if (named.length === 0) return new Map()
  const persons = await db
    .selectFrom("persons")
    .select(["id", "match"])
    .where("match", "=", oneOf(named.map(({ match }) => match)))
    // In one order, so that two batches wait for each other and don't tangle.
    .orderBy("id")
    .execute()
  const subjects = new Map(
    persons.map(({ id, match }) => [match, subjectOf(personKeys, department, id)]),
  )
  await insertRows(
    db,
    "subjects",
    persons.map(({ id, match }) => ({
      department_id: department,
      subject: subjects.get(match) ?? "",
      person_id: id,
    })),
    ["department_id", "subject"],
  )
  return new Map(
    named.map(({ report, match }) => [report, { match, subject: subjects.get(match) }]),
  )
}

const matchIn = (keys: PersonKeys, { scheme, number }: Party): string =>
  matchOf(keys, scheme, number)

/**
 * An unclaimed case as that of the party whom its department names. As long as it is nobody's, the
 * department may correct the number.
 *
 * @returns the problem `party_differs` where it is somebody else's: it is never re-assigned
 */
export function claimed(row: CaseRow, party: Matched | undefined): CaseRow | Problem {
  if (party === undefined) return row
  if (row.subject !== null)
    return row.subject === party.subject ? row : new Problem("party_differs")
  const subject = party.subject ?? null
  return { ...row, subject, party_match: subject === null ? party.match : null }
}

/** Attaches what a department reported of a person before they had an account. */
export async function claimOwn(
  db: Database | Trx,
  department: string,
  { subject, match }: { subject: string; match: string },
): Promise<void> {
  await db
    .updateTable("cases")
    .set({ subject, party_match: null })
    .where("department_id", "=", department)
    .where("party_match", "=", match)
    .where("subject", "is", null)
    .execute()
}

/** The same at every department that reported of them: at each login, so that their list is whole. */
export async function claimEverywhere(
  db: Database,
  keys: PersonKeys,
  { id, match }: PersonRow,
): Promise<void> {
  const reported = await db
    .selectFrom("cases")
    .select("department_id")
    .distinct()
    .where("party_match", "=", match)
    .where("subject", "is", null)
    .execute()
  for (const { department_id: department } of reported) {
    const subject = subjectOf(keys, department, id)
    await keepSubject(db, department, subject, id)
    await claimOwn(db, department, { subject, match })
  }
}
