import assert from "node:assert/strict"
import { test } from "node:test"
import { redemptionRules } from "../src/redemptions/rules.ts"
import type { Redeemable, Redeeming } from "../src/redemptions/rules.ts"

const at = new Date("2026-11-24T10:00:00Z")
const by: Redeeming = {
  clientId: "a-redeem",
  department: "a",
  localNumber: "N1",
  itemCodes: ["I"],
  at,
}
const sound = {
  handle: {
    redeem_client: "a-redeem",
    department_id: "a",
    digest: "d",
    expires_at: new Date("2026-11-25T10:00:00Z"),
  },
  grant: { decision: "agreed", withdrawn_at: null, content: { purposeText: "办理" } },
  case: { local_number: null, state: "DRAFT" },
  material: { status: "ISSUED", digest: "d" },
  item: { code: "I", purpose: { zh: "办理" } },
  earlier: undefined,
} as unknown as Redeemable

const firstBroken = (it: Redeemable) => redemptionRules.find(({ broken }) => broken(it, by))?.rule
const but = (change: object): Redeemable => {
  const it: Record<string, unknown> = { ...sound }
  for (const [part, values] of Object.entries(change)) {
    it[part] =
      values === undefined
        ? undefined
        : { ...(it[part] as object | undefined), ...(values as object) }
  }
  return it as unknown as Redeemable
}

test("a sound handle breaks no rule", () => {
  assert.equal(firstBroken(sound), undefined)
})

const violations: [rule: string, change: object][] = [
  ["other_client", { handle: { redeem_client: "b-redeem" } }],
  ["other_client", { handle: { department_id: "b" } }],
  ["other_case", { earlier: { local_number: "N2" } }],
  ["expired", { handle: { expires_at: at } }],
  ["withdrawn", { grant: { withdrawn_at: at } }],
  ["not_agreed", { grant: { decision: "refused" } }],
  ["item_closed", { item: undefined }],
  ["item_closed", { item: { code: "J" } }],
  ["purpose_changed", { item: { purpose: { zh: "别的" } } }],
  ["material_gone", { material: undefined }],
  ["material_gone", { material: { status: "ABOLISHED" } }],
  ["material_changed", { material: { digest: "e" } }],
  ["case_bound", { case: { local_number: "N2" } }],
]
for (const [rule, change] of violations) {
  test(`${rule}: ${JSON.stringify(change)}`, () => {
    assert.equal(firstBroken(but(change)), rule)
  })
}

test("every rule has a violation here", () => {
  assert.deepEqual(
    new Set(violations.map(([rule]) => rule)),
    new Set(redemptionRules.map(({ rule }) => rule)),
  )
})

test("what was redeemed for this case is redeemed again, even after it expired", () => {
  assert.equal(
    firstBroken(
      but({
        earlier: { local_number: "N1" },
        handle: { expires_at: at },
        case: { local_number: "N1" },
      }),
    ),
    undefined,
  )
})
