import type { reportOutcome } from "@tongban/standards"
import { Problem } from "../http/problem.ts"
import type { Handle } from "../http/operation.ts"
import { mustBe } from "../policy/must-be.ts"

/** Protocol M13: what became of a redemption. Delivered is final; failed may still become delivered. */
export const outcome: Handle<typeof reportOutcome> = async ({
  db,
  principal,
  params,
  body,
  at,
}) => {
  const { department, clientId } = mustBe("client", principal)
  const own = await db
    .selectFrom("redemptions")
    .select(["id", "outcome"])
    .where("department_id", "=", department)
    .where("id", "=", params.redemptionId)
    .where("recipient", "=", clientId)
    .forUpdate()
    .executeTakeFirst()
  if (own === undefined) throw new Problem("not_found")
  if (own.outcome === "delivered") return { id: own.id, outcome: own.outcome }
  await db
    .updateTable("redemptions")
    .set({
      outcome: body.outcome,
      outcome_reason: body.reason ?? null,
      provenance: body.provenance ?? null,
      outcome_at: at,
    })
    .where("department_id", "=", department)
    .where("id", "=", own.id)
    .execute()
  return { id: own.id, outcome: body.outcome }
}
