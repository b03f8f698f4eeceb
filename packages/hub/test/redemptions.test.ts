import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import { decodeJwt } from "jose"
import type { Case } from "@tongban/standards"
import { redemptionsOf } from "./support/answers.ts"
import { redeem } from "./support/department.ts"
import { he } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"

suite("redemptions: one use of each paper, logged", () => {
  let world: HubWorld

  before(async () => {
    world = await HubWorld.make()
  })
  after(() => world.close())

  test("a redemption binds the draft, is logged in a chain, and is the same when asked again", async () => {
    const paper = await world.register(he)
    const citizen = await world.logIn(he)
    const first = await citizen.pick(paper.id)
    const number = `N-${randomUUID()}`
    const answer = await redeem(world, [first.handle], number)
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    const [redemption] = redemptionsOf(answer)
    assert.ok(redemption)
    assert.equal(redemption.caseId, first.draft)
    const kase = (await citizen.ask("GET", `/tongban/v1/cases/${first.draft}`)).body as Case
    assert.deepEqual([kase.state, kase.localNumber], ["SUBMITTED", number])

    const again = redemptionsOf(await redeem(world, [first.handle], number))[0]
    assert.deepEqual(
      [again?.id, again?.acc],
      [redemption.id, redemption.acc],
      "asked again: the same redemption",
    )
    assert.deepEqual(rulesOf((await redeem(world, [first.handle], "another")).params), [
      "other_case",
    ])

    const ticket = decodeJwt(redemption.ticket)
    assert.equal((ticket.exp ?? 0) - (ticket.iat ?? 0), 60)
    assert.doesNotMatch(
      JSON.stringify(ticket),
      new RegExp(`${he.number}|${he.name}`),
      "no person in a ticket",
    )
    assert.equal(redemption.form, "derived", "a copy, as no requirement asks for the original")
    assert.equal(ticket["form"], "derived")
    assert.equal(decodeJwt(redemption.logPromise)["acc"], redemption.acc)
  })

  test("an expired, foreign, unknown or withdrawn handle is refused with its rule, and nothing is half done", async () => {
    const paper = await world.register(he)
    const citizen = await world.logIn(he)
    const [good, bad] = [await citizen.pick(paper.id), await citizen.pick(paper.id)]
    const unknown = `tbh1_${"A".repeat(43)}`
    assert.deepEqual(rulesOf((await redeem(world, [unknown], "x")).params), ["unknown"])
    assert.deepEqual(
      rulesOf((await redeem(world, [good.handle], "x", undefined, "b-redeem")).params),
      ["unknown"],
    )
    assert.equal((await redeem(world, [good.handle, unknown], "N-half")).code, "handle_unusable")
    const kase = (await citizen.ask("GET", `/tongban/v1/cases/${good.draft}`)).body as Case
    assert.equal(kase.state, "DRAFT", "all or none")

    await world.register(he, undefined, {}) // another paper changes nothing
    try {
      world.ahead = 25 * 3_600_000
      assert.deepEqual(rulesOf((await redeem(world, [bad.handle], "x")).params), ["expired"])
    } finally {
      world.ahead = 0
    }
  })

  test("a paper that its owner withdrew after the choice is not released", async () => {
    const ref = `ref-${randomUUID()}`
    const paper = await world.register(he, ref)
    const citizen = await world.logIn(he)
    const { handle } = await citizen.pick(paper.id)
    await world.register(he, ref, { status: "ABOLISHED" })
    assert.deepEqual(rulesOf((await redeem(world, [handle], "N-gone")).params), ["material_gone"])
  })

  test("another key than the registered release key redeems nothing", async () => {
    const paper = await world.register(he)
    const { handle } = await (await world.logIn(he)).pick(paper.id)
    const auth = world.auth("a-redeem", world.key("b-redeem"))
    const answer = await world.call(auth, "POST", "/v1/redemptions", {
      handles: [handle],
      localNumber: "N",
      operator: { kind: "system", name: "t" },
    })
    assert.equal(answer.code, "release_key_required")
  })

  test("twenty redemptions of one handle at once are one", async () => {
    const paper = await world.register(he)
    const { handle } = await (await world.logIn(he)).pick(paper.id)
    const number = `N-${randomUUID()}`
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => redeem(world, [handle], number)),
    )
    assert.equal(new Set(answers.map((answer) => redemptionsOf(answer)[0]?.acc)).size, 1)
  })
})

/** The rule by which each handle was refused. */
const rulesOf = (params: Record<string, unknown> | undefined) =>
  (params?.["handles"] as { rule: string }[] | undefined)?.map(({ rule }) => rule)
