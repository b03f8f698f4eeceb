import { writeChanges } from "../cases/change.ts"
import { readAgain } from "../cases/read.ts"
import type { CaseRead } from "../cases/read.ts"
import type { Trx } from "../store/database.ts"
import type { CaseRow } from "../store/tables.ts"

type Key = Pick<CaseRow, "department_id" | "id">

/** Marks what was promised and has come. Answers whether anything was owed. */
export async function keep(
  trx: Trx,
  { department_id, id }: Key,
  supplied: { requirements: readonly string[]; at: Date; material?: string },
): Promise<boolean> {
  const kept = await trx
    .updateTable("undertakings")
    .set({ supplied_at: supplied.at, material_id: supplied.material ?? null })
    .where("department_id", "=", department_id)
    .where("case_id", "=", id)
    .where("requirement", "in", supplied.requirements)
    .where("redeemed_at", "is not", null)
    .where("supplied_at", "is", null)
    .returning("id")
    .execute()
  return kept.length > 0
}

/** A paper was redeemed: where it was owed, the promise is kept, and whoever follows the case is told. */
export async function supplied(
  trx: Trx,
  key: Key,
  { requirement, ...how }: { requirement: string; material: string; at: Date },
  newId: () => string,
): Promise<void> {
  if (!(await keep(trx, key, { requirements: [requirement], ...how }))) return
  const row = await trx
    .selectFrom("cases")
    .selectAll()
    .where("department_id", "=", key.department_id)
    .where("id", "=", key.id)
    .executeTakeFirstOrThrow()
  await tellKept(trx, row, how.at, newId)
}

const tellKept = (trx: Trx, row: CaseRow, at: Date, newId: () => string): Promise<void> =>
  writeChanges(trx, [
    { row: { ...row, updated_at: at, version: row.version + 1 }, toldAs: newId() },
  ])

/** Whether all of some papers were promised for a case: it owes them, or they have come. */
export const wasPromised = (
  { undertakings }: Pick<CaseRead, "undertakings">,
  requirements: readonly string[],
): boolean =>
  requirements.every((key) => undertakings.some(({ requirement }) => requirement === key))

/** The department says that promised papers came another way, as to the counter. Said again, it is no fault. */
export async function keepPromised(
  trx: Trx,
  { events: _, undertakings: _owed, ...kase }: CaseRead,
  supplied: { requirements: readonly string[]; at: Date },
  newId: () => string,
): Promise<CaseRead> {
  if (await keep(trx, kase, supplied)) await tellKept(trx, kase, supplied.at, newId)
  return readAgain(trx, kase)
}
