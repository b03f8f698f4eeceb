import assert from "node:assert/strict"
import { after, suite, test } from "node:test"
import { redemptionRules } from "../src/redemptions/rules.ts"
import type { Redeemable, Redeeming, RedemptionRule } from "../src/redemptions/rules.ts"

const at = new Date("2026-11-24T10:00:00Z")
const days = (count: number) => new Date(at.getTime() + count * 86_400_000)

/** What is asked and by whom: everything in it is as it should be. */
interface Asked {
  it: Redeemable
  by: Redeeming
}

const sound = (): Asked =>
  structuredClone({
    by: { clientId: "a-redeem", department: "a", localNumber: "N1", itemCodes: ["I"], at },
    it: {
      handle: {
        redeem_client: "a-redeem",
        department_id: "a",
        person_id: "p",
        case_id: "c",
        requirement: "r",
        material_id: "m",
        digest: "d",
        fields: ["坐落"],
        expires_at: days(1),
      },
      grant: {
        decision: "agreed",
        person_id: "p",
        withdrawn_at: null,
        expires_at: days(1),
        content: {
          recipient: { department: "a" },
          capacity: "self",
          item: { code: "I", version: 1 },
          draft: "c",
          requirement: "r",
          purposeText: "办理",
          material: { id: "m", digest: "d" },
          fields: ["坐落", "面积"],
        },
      },
      case: { local_number: null, state: "DRAFT", item_code: "I", opened_at: days(-1) },
      material: { status: "ISSUED", digest: "d", fields: ["坐落", "面积"], revoked_at: null },
      item: { code: "I", purpose: { zh: "办理" } },
      earlier: undefined,
    },
  } as unknown as Asked)

/** What a violation changes, whatever its type says must stand there; nothing where another took it away. */
const change = (part: unknown, values: object) => Object.assign(part ?? {}, values)

interface Violation {
  that: string
  rule: string
  commit(asked: Asked): void
}

const violation = (rule: string, that: string, commit: (asked: Asked) => void): Violation => ({
  rule,
  that,
  commit,
})

const acting = { kind: "parent", scopeItems: ["I"], validUntil: days(1).toISOString() }

/** Each way to break a rule. */
const violations: readonly Violation[] = [
  violation("other_client", "another client asks", ({ by }) =>
    change(by, { clientId: "b-redeem" }),
  ),
  violation("other_client", "its department has changed", ({ it }) =>
    change(it.handle, { department_id: "b" }),
  ),
  violation("other_recipient", "the grant names another department", ({ it }) =>
    change(it.grant.content, { recipient: { department: "b" } }),
  ),
  ...(["person_id", "case_id", "requirement", "material_id"] as const).map((part) =>
    violation("grant_differs", `the handle has another ${part}`, ({ it }) =>
      change(it.handle, { [part]: "x" }),
    ),
  ),
  violation("grant_differs", "handle and paper have another digest than was agreed", ({ it }) => {
    change(it.handle, { digest: "e" })
    change(it.material, { digest: "e" })
  }),
  violation("other_case", "it was used for another number: a replay", ({ it }) =>
    change(it, { earlier: { local_number: "N2" } }),
  ),
  violation("expired", "the handle is past its time", ({ it }) =>
    change(it.handle, { expires_at: at }),
  ),
  violation("expired", "the grant is past its time", ({ it }) =>
    change(it.grant, { expires_at: at }),
  ),
  violation("withdrawn", "the citizen has withdrawn it", ({ it }) =>
    change(it.grant, { withdrawn_at: days(-1) }),
  ),
  violation("not_agreed", "the citizen has refused", ({ it }) =>
    change(it.grant, { decision: "refused" }),
  ),
  violation("authority_ended", "somebody acts without any authority", ({ it }) =>
    change(it.grant.content, { capacity: "agent" }),
  ),
  violation("authority_ended", "the authority has run out", ({ it }) =>
    change(it.grant.content, {
      capacity: "guardian",
      authority: { ...acting, validUntil: at.toISOString() },
    }),
  ),
  violation("authority_ended", "the authority is for another item", ({ it }) =>
    change(it.grant.content, { capacity: "agent", authority: { ...acting, scopeItems: ["J"] } }),
  ),
  violation("item_closed", "the item is no longer published", ({ it }) =>
    change(it, { item: undefined }),
  ),
  violation("item_closed", "the item is none of the client's", ({ by }) =>
    change(by, { itemCodes: ["J"] }),
  ),
  violation("item_changed", "the case is about another item now", ({ it }) =>
    change(it.case, { item_code: "J" }),
  ),
  violation("purpose_changed", "the item has another purpose now", ({ it }) =>
    change(it, { item: { code: "I", purpose: { zh: "别的" } } }),
  ),
  violation("material_revoked", "its owner has revoked the paper", ({ it }) =>
    change(it.material, { status: "ABOLISHED", revoked_at: days(-1) }),
  ),
  violation("material_gone", "the paper has been deleted", ({ it }) =>
    change(it, { material: undefined }),
  ),
  violation("material_gone", "the paper is abolished", ({ it }) =>
    change(it.material, { status: "ABOLISHED" }),
  ),
  violation("material_changed", "the paper has a new version", ({ it }) =>
    change(it.material, { digest: "e" }),
  ),
  violation("field_not_granted", "a field that nobody agreed to", ({ it }) => {
    change(it.handle, { fields: ["坐落", "权利人"] })
    change(it.material, { fields: ["坐落", "权利人"] })
  }),
  violation("field_not_granted", "the whole paper, where fields were agreed to", ({ it }) =>
    change(it.handle, { fields: [] }),
  ),
  violation("field_gone", "the field stands on the paper no more", ({ it }) =>
    change(it.material, { fields: ["面积"] }),
  ),
  violation("case_bound", "the draft has become another number", ({ it }) =>
    change(it.case, { local_number: "N2", state: "SUBMITTED" }),
  ),
  ...["CLOSED", "DELIVERED", "WITHDRAWN", "TERMINATED", "NOT_ACCEPTED"].map((state) =>
    violation("case_closed", `the case is ${state}`, ({ it }) => change(it.case, { state })),
  ),
  violation("draft_expired", "the draft is older than 30 days", ({ it }) =>
    change(it.case, { opened_at: days(-31) }),
  ),
]

const firstBroken = (rules: readonly RedemptionRule[], { it, by }: Asked) =>
  rules.find(({ broken }) => broken(it, by))?.rule

suite("the matrix of grants: rule × violation", () => {
  const counted = { single: 0, pairs: 0, mutants: 0 }
  after(() => {
    const { single, pairs, mutants } = counted
    console.log(
      `${redemptionRules.length} rules, ${single} violations, ${pairs} pairs, ${mutants} mutants killed`,
    )
  })

  test("what is sound breaks no rule", () => {
    assert.equal(firstBroken(redemptionRules, sound()), undefined)
  })

  test("whoever has a live authority for the item may decide for another", () => {
    const asked = sound()
    change(asked.it.grant.content, { capacity: "guardian", authority: acting })
    assert.equal(firstBroken(redemptionRules, asked), undefined)
    change(asked.it.grant.content, { authority: { ...acting, scopeItems: [] } })
    assert.equal(firstBroken(redemptionRules, asked), undefined)
  })

  test("what was redeemed for this case is redeemed again, even after it expired", () => {
    const asked = sound()
    change(asked.it, { earlier: { local_number: "N1" } })
    change(asked.it.handle, { expires_at: at })
    change(asked.it.case, { local_number: "N1", state: "IN_REVIEW" })
    assert.equal(firstBroken(redemptionRules, asked), undefined)
  })

  for (const { rule, that, commit } of violations) {
    test(`${that}: ${rule}`, () => {
      const asked = sound()
      commit(asked)
      assert.equal(firstBroken(redemptionRules, asked), rule)
      counted.single++
    })
  }

  test("every rule has a violation, and every violation a rule", () => {
    assert.deepEqual(
      new Set(violations.map(({ rule }) => rule)),
      new Set(redemptionRules.map(({ rule }) => rule)),
    )
  })

  test("of two broken rules the first in the table's order refuses; none makes the other good", () => {
    const place = (rule: string) => redemptionRules.findIndex((each) => each.rule === rule)
    for (const one of violations) {
      for (const other of violations) {
        const asked = sound()
        one.commit(asked)
        other.commit(asked)
        const refused = place(firstBroken(redemptionRules, asked) ?? "")
        const words = `${one.that}; ${other.that}`
        assert.ok(refused >= 0, words)
        // One may add to the other, as a revoked paper with a new version: never a later rule than both.
        assert.ok(refused <= Math.max(place(one.rule), place(other.rule)), words)
        counted.pairs++
      }
    }
  })

  for (const { rule } of redemptionRules) {
    test(`the mutant without ${rule} lets a violation pass, or names it otherwise`, () => {
      const mutant = redemptionRules.filter((each) => each.rule !== rule)
      const alive = violations.filter((each) => {
        const asked = sound()
        each.commit(asked)
        return firstBroken(mutant, asked) !== each.rule
      })
      assert.ok(alive.length > 0, `nothing notices that ${rule} is gone`)
      assert.ok(alive.every((each) => each.rule === rule))
      counted.mutants++
    })
  }
})
