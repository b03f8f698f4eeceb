import type { Trx } from "../store/database.ts"

export interface Happening {
  id: string
  department: string
  type: "case.changed" | "material.redeemed"
  caseId: string
  at: Date
}

/** Writes down what happened, in the transaction that did it. */
export async function record(
  trx: Trx,
  { id, department, type, caseId, at }: Happening,
): Promise<void> {
  await trx
    .insertInto("outbox")
    .values({ id, department_id: department, type, case_id: caseId, at })
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
