import { inTransaction } from "../store/database.ts"
import type { Database, Trx } from "../store/database.ts"

/** How many events are numbered in one transaction. */
const batch = 500

/**
 * Gives events their place in their department's order. A transaction may commit after one that began
 * later, so what was written gets its number only once it can be seen, from one counter: whoever has
 * read up to a number has missed none before it.
 */
export async function numberEvents(db: Database): Promise<void> {
  const departments = await db
    .selectFrom("outbox")
    .select("department_id")
    .distinct()
    .where("position", "is", null)
    .where("case_id", "is not", null)
    .execute()
  for (const { department_id: department } of departments) {
    while (await inTransaction(db, (trx) => numberBatch(trx, department))) continue
  }
}

/** Numbers what the department has until now, and says how far; nobody else numbers until the transaction ends. */
export async function numberUntilNow(trx: Trx, department: string): Promise<number> {
  while (await numberBatch(trx, department)) continue
  return holdCounter(trx, department)
}

/** @returns whether there may be more */
async function numberBatch(trx: Trx, department: string): Promise<boolean> {
  const last = await holdCounter(trx, department)
  const { numUpdatedRows } = await trx
    .updateTable("outbox")
    .from((eb) =>
      eb
        .selectFrom("outbox")
        .select((row) => [
          "id",
          row.fn
            .agg<number>("row_number")
            .over((over) => over.orderBy("at").orderBy("id"))
            .as("nth"),
        ])
        .where("department_id", "=", department)
        .where("position", "is", null)
        .where("case_id", "is not", null)
        .orderBy("at")
        .orderBy("id")
        .limit(batch)
        .as("next"),
    )
    .set((eb) => ({ position: eb("next.nth", "+", last) }))
    .whereRef("outbox.id", "=", "next.id")
    .executeTakeFirstOrThrow()
  await trx
    .updateTable("event_counters")
    .set({ last: last + Number(numUpdatedRows) })
    .where("department_id", "=", department)
    .execute()
  return Number(numUpdatedRows) === batch
}

/** How far the department's events are numbered. */
async function holdCounter(trx: Trx, department: string): Promise<number> {
  const { last } = await trx
    .insertInto("event_counters")
    .values({ department_id: department, last: 0 })
    .onConflict((conflict) =>
      conflict
        .column("department_id")
        .doUpdateSet((eb) => ({ last: eb.ref("event_counters.last") })),
    )
    .returning("last")
    .executeTakeFirstOrThrow()
  return last
}
