import { jsonArrayFrom } from "kysely/helpers/postgres"
import type { Correction } from "@tongban/standards"
import { Problem } from "../http/problem.ts"
import type { Principal } from "../policy/principal.ts"
import type { Database, Trx } from "../store/database.ts"
import { kept } from "../store/kept.ts"
import type { CaseRow } from "../store/tables.ts"

/** A case with what happened to it and what is owed to it, as one statement reads them. */
export type CaseRead = Awaited<ReturnType<ReturnType<typeof casesOf>["executeTakeFirstOrThrow"]>>
/** An event of it: as JSON, so its instants are texts. */
export type EventRead = CaseRead["events"][number]

/** Who may see cases: a department's client, a citizen at a department, a person at the hub. */
type Kind = "client" | "citizen" | "browser"
/** By what their cases are known; what a kind does not need is empty. */
interface Owner {
  department: string
  subject: string
  person: string
}

/**
 * The cases that a caller may see, each with its events: a department's client all of its own
 * department, a citizen their own at that department, a person at the hub all of theirs.
 */
export function casesOf(db: Database | Trx, principal: Principal) {
  const { kind, owner } = seerOf(principal)
  return casesBy(db, kind, owner)
}

function seerOf(principal: Principal): { kind: Kind; owner: Owner } {
  const nobody = { department: "", subject: "", person: "" }
  switch (principal.kind) {
    case "client":
      return { kind: "client", owner: { ...nobody, department: principal.department } }
    case "citizen":
      const { department, subject } = principal
      return { kind: "citizen", owner: { ...nobody, department, subject } }
    case "browser":
      return { kind: "browser", owner: { ...nobody, person: personOf(principal) } }
    default:
      throw new Problem("forbidden")
  }
}

function casesBy(db: Database | Trx, kind: Kind, { department, subject, person }: Owner) {
  const all = withEvents(db)
  switch (kind) {
    case "client":
      return all.where("cases.department_id", "=", department)
    case "citizen":
      return all.where("cases.department_id", "=", department).where("cases.subject", "=", subject)
    case "browser":
      return all.where((eb) =>
        eb(
          eb.refTuple("cases.department_id", "cases.subject"),
          "in",
          eb
            .selectFrom("subjects")
            .select(["subjects.department_id", "subjects.subject"])
            .where("subjects.person_id", "=", person)
            .$asTuple("department_id", "subject"),
        ),
      )
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
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom("undertakings")
          .select(["requirement", "paper", "due_on", "supplied_at"])
          .whereRef("undertakings.department_id", "=", "cases.department_id")
          .whereRef("undertakings.case_id", "=", "cases.id")
          .where("undertakings.redeemed_at", "is not", null)
          .orderBy("undertakings.promised_at")
          .orderBy("undertakings.id"),
      ).as("undertakings"),
    )

/** The caller's own case. Another's looks as if it did not exist. */
export async function ownCase(
  db: Database | Trx,
  principal: Principal,
  known: "id" | "local_number",
  value: string,
): Promise<CaseRead> {
  const { kind, owner } = seerOf(principal)
  const [row] = await readOwn(db, { ...owner, value }, `${kind} ${known}`)
  if (row === undefined) throw new Problem("not_found")
  return row
}

const readOwn = kept(
  (db, given: Owner & { value: string }, shape: `${Kind} ${"id" | "local_number"}`) => {
    const [kind, known] = shape.split(" ") as [Kind, "id" | "local_number"]
    return casesBy(db, kind, given).where(`cases.${known}`, "=", given.value)
  },
)

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
export async function readAgain(
  trx: Trx,
  { department_id, id }: Pick<CaseRow, "department_id" | "id">,
): Promise<CaseRead> {
  const [row] = await readByRow(trx, { department_id, id })
  if (row === undefined) throw new Error("a case is gone within its transaction")
  return row
}

const readByRow = kept((db, given: Pick<CaseRow, "department_id" | "id">) =>
  withEvents(db)
    .where("cases.department_id", "=", given.department_id)
    .where("cases.id", "=", given.id),
)

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
