import { jsonArrayFrom } from "kysely/helpers/postgres"
import type { Correction } from "@tongban/standards"
import { Problem } from "../http/problem.ts"
import type { Principal } from "../policy/principal.ts"
import type { Database, Trx } from "../store/database.ts"
import type { CaseRow } from "../store/tables.ts"

/** A case with what happened to it, as one statement reads both. */
export type CaseRead = Awaited<ReturnType<ReturnType<typeof casesOf>["executeTakeFirstOrThrow"]>>
/** An event of it: as JSON, so its instants are texts. */
export type EventRead = CaseRead["events"][number]

/**
 * The cases that a caller may see, each with its events: a department's client all of its own
 * department, a citizen their own at that department, a person at the hub all of theirs.
 */
export function casesOf(db: Database | Trx, principal: Principal) {
  const all = withEvents(db)
  switch (principal.kind) {
    case "client":
      return all.where("cases.department_id", "=", principal.department)
    case "citizen":
      return all
        .where("cases.department_id", "=", principal.department)
        .where("cases.subject", "=", principal.subject)
    case "browser":
      return all.where((eb) =>
        eb(
          eb.refTuple("cases.department_id", "cases.subject"),
          "in",
          eb
            .selectFrom("subjects")
            .select(["subjects.department_id", "subjects.subject"])
            .where("subjects.person_id", "=", personOf(principal))
            .$asTuple("department_id", "subject"),
        ),
      )
    default:
      throw new Problem("forbidden")
  }
}

/** The person of a page of the hub's own. */
function personOf({ login }: Extract<Principal, { kind: "browser" }>): string {
  if (login === undefined) throw new Problem("login_required")
  return login.personId
}

const withEvents = (db: Database | Trx) =>
  db
    .selectFrom("cases")
    .selectAll("cases")
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom("case_events")
          .selectAll("case_events")
          .whereRef("case_events.department_id", "=", "cases.department_id")
          .whereRef("case_events.case_id", "=", "cases.id")
          // As the hub learned of them: departments' clocks are too coarse to sort by.
          .orderBy("case_events.recorded_at")
          .orderBy("case_events.id"),
      ).as("events"),
    )

/** The caller's own case. Another's looks as if it did not exist. */
export async function ownCase(
  db: Database | Trx,
  principal: Principal,
  known: "id" | "local_number",
  value: string,
): Promise<CaseRead> {
  const row = await casesOf(db, principal).where(`cases.${known}`, "=", value).executeTakeFirst()
  if (row === undefined) throw new Problem("not_found")
  return row
}

/** The caller's own case, locked until the end of the transaction, and read once it is. */
export async function lockCase(
  trx: Trx,
  principal: Principal,
  known: "id" | "local_number",
  value: string,
): Promise<CaseRead> {
  const row = await ownCase(trx, principal, known, value)
  await trx
    .selectFrom("cases")
    .select("id")
    .where("department_id", "=", row.department_id)
    .where("id", "=", row.id)
    .forUpdate()
    .execute()
  return readAgain(trx, row)
}

/** A case of a department's, by its row: as it stands after a change of the same transaction. */
export const readAgain = (
  trx: Trx,
  row: Pick<CaseRow, "department_id" | "id">,
): Promise<CaseRead> =>
  withEvents(trx)
    .where("cases.department_id", "=", row.department_id)
    .where("cases.id", "=", row.id)
    .executeTakeFirstOrThrow()

/** What a case in the state `CORRECTION_REQUESTED` is asked for: by its newest notice. */
export const correctionOf = async (
  db: Database | Trx,
  row: CaseRow,
): Promise<Correction | undefined> => (await newestEvent(db, row))?.correction ?? undefined

/** The newest event that leads to the state in which a case is. */
export const newestEvent = (db: Database | Trx, row: CaseRow) =>
  db
    .selectFrom("case_events")
    .select(["correction", "facts"])
    .where("department_id", "=", row.department_id)
    .where("case_id", "=", row.id)
    .where("to_state", "=", row.state)
    .orderBy("recorded_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst()
