import assert from "node:assert/strict"
import { suite, test } from "node:test"
import type { Redeeming } from "../src/redemptions/rules.ts"
import { promiseRules } from "../src/undertakings/rules.ts"
import type { PromiseRule, RedeemablePromise } from "../src/undertakings/rules.ts"

const at = new Date("2026-11-24T10:00:00Z")
const days = (count: number) => new Date(at.getTime() + count * 86_400_000)

/** What is asked and by whom: everything in it is as it should be. */
interface Asked {
  it: RedeemablePromise
  by: Redeeming
}

const sound = (): Asked =>
  structuredClone({
    by: { clientId: "a-redeem", department: "a", localNumber: "N1", itemCodes: ["I"], at },
    it: {
      undertaking: {
        redeem_client: "a-redeem",
        department_id: "a",
        item_code: "I",
        requirement: "r",
        purpose: "办理",
        expires_at: days(1),
        withdrawn_at: null,
        redeemed_at: null,
        local_number: null,
      },
      case: { local_number: null, state: "DRAFT", item_code: "I", opened_at: days(-1) },
      item: {
        code: "I",
        purpose: { zh: "办理" },
        requirements: [{ key: "r", necessity: "mayFollow" }],
      },
      other: false,
    },
  } as unknown as Asked)

const change = (part: unknown, values: object) => Object.assign(part as object, values)

/** Each way to break a rule: the rule, what is so, and how it comes to be. */
const violations: readonly [rule: string, that: string, commit: (asked: Asked) => void][] = [
  ["other_client", "another client asks", ({ by }) => change(by, { clientId: "b-redeem" })],
  [
    "other_client",
    "its department has changed",
    ({ it }) => change(it.undertaking, { department_id: "b" }),
  ],
  [
    "other_case",
    "it stands under another number: a replay",
    ({ it }) => change(it.undertaking, { local_number: "N2", redeemed_at: at }),
  ],
  ["expired", "it is past its time", ({ it }) => change(it.undertaking, { expires_at: at })],
  [
    "withdrawn",
    "it was taken back",
    ({ it }) => change(it.undertaking, { withdrawn_at: days(-1) }),
  ],
  ["item_closed", "the item is no longer there", ({ it }) => change(it, { item: undefined })],
  ["item_closed", "the item is none of the client's", ({ by }) => change(by, { itemCodes: [] })],
  [
    "item_changed",
    "the case is about another item now",
    ({ it }) => change(it.case, { item_code: "J" }),
  ],
  [
    "purpose_changed",
    "the item has another purpose now",
    ({ it }) => change(it.item, { purpose: { zh: "别的" } }),
  ],
  [
    "may_not_follow",
    "the paper is required at once now",
    ({ it }) => change(it.item?.requirements[0], { necessity: "required" }),
  ],
  [
    "already_promised",
    "another promise of the paper stands with the case",
    ({ it }) => change(it, { other: true }),
  ],
  [
    "case_bound",
    "the draft has become another number",
    ({ it }) => change(it.case, { local_number: "N2", state: "SUBMITTED" }),
  ],
  ...[
    "DECIDED_GRANTED",
    "DECIDED_REFUSED",
    "CLOSED",
    "DELIVERED",
    "WITHDRAWN",
    "TERMINATED",
    "NOT_ACCEPTED",
  ].map((state) => {
    const commit = ({ it }: Asked) => change(it.case, { state })
    return ["case_closed", `the case is ${state}`, commit] as [string, string, typeof commit]
  }),
  [
    "draft_expired",
    "the draft is older than 30 days",
    ({ it }) => change(it.case, { opened_at: days(-31) }),
  ],
]

const firstBroken = (rules: readonly PromiseRule[], { it, by }: Asked) =>
  rules.find(({ broken }) => broken(it, by))?.rule

suite("the rules of redeeming a promise", () => {
  test("what is sound breaks no rule", () => {
    assert.equal(firstBroken(promiseRules, sound()), undefined)
  })

  test("what was redeemed for this number is redeemed again, whatever the time and the guide", () => {
    const asked = sound()
    change(asked.it.undertaking, { local_number: "N1", redeemed_at: at, expires_at: days(-1) })
    change(asked.it.item?.requirements[0], { necessity: "required" })
    change(asked.it.case, { local_number: "N1", state: "IN_REVIEW", opened_at: days(-40) })
    assert.equal(firstBroken(promiseRules, asked), undefined)
  })

  test("in a state that nobody here knows a promise is still taken", () => {
    const asked = sound()
    change(asked.it.case, { state: "X_TRANSFERRED" })
    assert.equal(firstBroken(promiseRules, asked), undefined)
  })

  for (const [rule, that, commit] of violations)
    test(`${that}: ${rule}`, () => {
      const asked = sound()
      commit(asked)
      assert.equal(firstBroken(promiseRules, asked), rule)
    })

  for (const { rule } of promiseRules)
    test(`the mutant without ${rule} lets its violations pass, or names them otherwise`, () => {
      const mutant = promiseRules.filter((each) => each.rule !== rule)
      const noticed = violations.filter(([, , commit], place) => {
        const asked = sound()
        commit(asked)
        return firstBroken(mutant, asked) !== violations[place]?.[0]
      })
      assert.ok(noticed.length > 0, `nothing notices that ${rule} is gone`)
      assert.ok(noticed.every(([broken]) => broken === rule))
    })
})
