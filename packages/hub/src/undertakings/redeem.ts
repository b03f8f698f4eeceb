import { legalDayOf } from "@tongban/standards"
import type { redeem, Undertaking } from "@tongban/standards"
import type { WritingContext } from "../http/operation.ts"
import { mustBe } from "../policy/must-be.ts"
import { hashOfSecret } from "../secrets.ts"
import { promiseRules } from "./rules.ts"
import type { RedeemablePromise } from "./rules.ts"
import { stateOf } from "./view.ts"

type RedeemContext = WritingContext<typeof redeem>

/** What a handle leads to, where it is that of a promise; each row locked until the end of the transaction. */
export async function findPromise(
  { db, items, principal }: RedeemContext,
  secret: string,
): Promise<RedeemablePromise | undefined> {
  const undertaking = await db
    .selectFrom("undertakings")
    .selectAll()
    .where("handle_hash", "=", hashOfSecret(secret))
    .where("department_id", "=", mustBe("client", principal).department)
    .executeTakeFirst()
  if (undertaking === undefined) return undefined
  const { department_id, case_id, id, requirement } = undertaking
  // The case first: whoever holds it may touch its promises.
  const kase = await db
    .selectFrom("cases")
    .selectAll()
    .where("department_id", "=", department_id)
    .where("id", "=", case_id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const promises = await db
    .selectFrom("undertakings")
    .selectAll()
    .where("department_id", "=", department_id)
    .where("case_id", "=", case_id)
    .where("requirement", "=", requirement)
    .forUpdate()
    .execute()
  const locked = promises.find((each) => each.id === id)
  if (locked === undefined) throw new Error("a promise is gone that was there")
  const other = promises.some((each) => each.id !== id && each.redeemed_at !== null)
  const item = await items.version(db, kase.item_code, kase.item_version)
  return { undertaking: locked, case: kase, item, other }
}

/** The rule by which a promise is refused, or undefined. */
export function brokenPromiseRule(
  { registry, principal, body, at }: RedeemContext,
  it: RedeemablePromise,
): string | undefined {
  const { clientId, department } = mustBe("client", principal)
  const itemCodes = registry.client(clientId)?.itemCodes ?? []
  const by = { clientId, department, localNumber: body.localNumber, itemCodes, at }
  return promiseRules.find(({ broken }) => broken(it, by))?.rule
}

/** The promise stands with the case from now on. */
export async function recordPromise(
  { db, body, at }: RedeemContext,
  { undertaking: row, case: kase }: RedeemablePromise,
): Promise<Undertaking> {
  if (row.redeemed_at === null)
    await db
      .updateTable("undertakings")
      .set({ local_number: body.localNumber, redeemed_at: at })
      .where("department_id", "=", row.department_id)
      .where("case_id", "=", row.case_id)
      .where("id", "=", row.id)
      .execute()
  return {
    id: row.id,
    caseId: row.case_id,
    requirement: row.requirement,
    subject: row.subject,
    promisedAt: row.promised_at.toISOString(),
    dueOn: row.due_on,
    state: stateOf(row, kase.state, legalDayOf(at)),
    ...(row.material_id !== null && { material: row.material_id }),
  }
}
