import type { Party } from "@tongban/standards"
import { Problem } from "../http/problem.ts"
import { findBySubject, keepSubject, matchOf, subjectOf } from "../identity/persons.ts"
import type { PersonKeys } from "../identity/persons.ts"
import type { Database, Trx } from "../store/database.ts"
import type { CaseRow } from "../store/tables.ts"

/** Whose case a report is about: by their match, and where they have an account, by their subject. */
export interface Matched {
  match: string
  subject: string | undefined
}

/** Finds the party of a report. The number goes no further than this. */
export async function partyOf(
  trx: Trx,
  keys: PersonKeys,
  department: string,
  { scheme, number }: Party,
): Promise<Matched> {
  const match = matchOf(keys, scheme, number)
  const person = await trx
    .selectFrom("persons")
    .select("id")
    .where("match", "=", match)
    .executeTakeFirst()
  if (person === undefined) return { match, subject: undefined }
  const subject = subjectOf(keys, department, person.id)
  await keepSubject(trx, department, subject, person.id)
  return { match, subject }
}

/**
 * Gives an unclaimed case to the party that its department names. As long as it is nobody's, the
 * department may correct the number.
 *
 * @throws {Problem} `party_differs` where it is somebody else's: it is never re-assigned
 */
export async function claim(trx: Trx, row: CaseRow, party: Matched | undefined): Promise<CaseRow> {
  if (party === undefined) return row
  if (row.subject !== null) {
    const person = await findBySubject(trx, row.department_id, row.subject)
    if (person?.match !== party.match) throw new Problem("party_differs")
    return row
  }
  const subject = party.subject ?? null
  return trx
    .updateTable("cases")
    .set({ subject, party_match: subject === null ? party.match : null })
    .where("department_id", "=", row.department_id)
    .where("id", "=", row.id)
    .returningAll()
    .executeTakeFirstOrThrow()
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
