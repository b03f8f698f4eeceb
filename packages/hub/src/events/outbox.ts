import type { Trx } from "../store/database.ts"

export type Happening = {
  id: string
  department: string
  at: Date
} & (
  | { type: "case.changed" | "material.redeemed"; caseId: string }
  | { type: "session.ended"; client: string; sid: string }
)

/** Writes down what happened, in the transaction that did it. */
export async function record(trx: Trx, happening: Happening): Promise<void> {
  const { id, department, type, at } = happening
  const about =
    happening.type === "session.ended"
      ? { case_id: null, client_id: happening.client, sid: happening.sid }
      : { case_id: happening.caseId, client_id: null, sid: null }
  await trx
    .insertInto("outbox")
    .values({ id, department_id: department, type, ...about, at })
    .execute()
}

/** Forgets what nobody can follow any more. */
export async function purgeOutbox(trx: Trx, now: Date): Promise<void> {
  const thirtyDays = 30 * 24 * 3_600_000
  await trx
    .deleteFrom("outbox")
    .where("at", "<", new Date(now.getTime() - thirtyDays))
    .execute()
}
