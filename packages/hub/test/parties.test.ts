import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import type { Case } from "@tongban/standards"
import { redemptionsOf } from "./support/answers.ts"
import { he, item, xu } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"

suite("a reported case finds the person whose it is", () => {
  let world: HubWorld

  before(async () => {
    world = await HubWorld.make()
  })
  after(() => world.close())

  const report = (number: string, more: object = {}, by: "a-sync" | "b-sync" = "a-sync") =>
    world.call(by, "POST", `/v1/case-reports/${number}`, {
      itemCode: item.code,
      state: "RECEIVED",
      source: { scheme: "epoint", value: "26" },
      occurredAt: "2026-11-24T10:00:00+08:00",
      ...more,
    })
  const partyOf = ({ number }: { number: string }) => ({ party: { scheme: "111", number } })
  const newNumber = () => `N-${randomUUID()}`
  const find = async (person: typeof he, number: string) =>
    (await world.logIn(person)).ask("GET", `/tongban/v1/case-numbers/${number}`)

  test("somebody who never logged in finds it at the first login, whole", async () => {
    const number = newNumber()
    await report(number, partyOf(he))
    const reported = (
      await report(number, {
        ...partyOf(he),
        state: "ACCEPTED",
        effectiveOn: "2026-11-23",
        source: { scheme: "epoint", value: "30" },
      })
    ).body as Case
    const found = await find(he, number)
    assert.equal(found.status, 200)
    assert.deepEqual(found.body, reported)
    assert.deepEqual(
      found.body.events.map(({ to, effectiveOn }) => [to, effectiveOn]),
      [
        ["RECEIVED", undefined],
        ["ACCEPTED", "2026-11-23"],
      ],
    )
  })

  test("somebody with an account finds it at once, and others do not", async () => {
    await world.logIn(he)
    const number = newNumber()
    await report(number, partyOf(he))
    assert.equal((await find(he, number)).status, 200)
    const other = await find(xu, number)
    assert.deepEqual([other.status, other.code], [404, "not_found"])
  })

  test("the same report twice changes nothing: one case, one step", async () => {
    const number = newNumber()
    const first = (await report(number, partyOf(xu))).body as Case
    const second = (await report(number, partyOf(xu))).body as Case
    assert.equal(second.id, first.id)
    assert.equal(second.events.length, 1)
    assert.equal(((await find(xu, number)).body as Case).id, first.id)
  })

  test("a case without a party stays nobody's until its department names one", async () => {
    const number = newNumber()
    await report(number)
    assert.equal((await find(he, number)).code, "not_found")
    await report(number, partyOf(he))
    assert.equal((await find(he, number)).status, 200)
  })

  test("a number may be corrected while the case is nobody's", async () => {
    const number = newNumber()
    await report(number, { party: { scheme: "111", number: "370699195408080018" } })
    await report(number, partyOf(xu))
    assert.equal((await find(xu, number)).status, 200)
  })

  test("a case that is somebody's is never re-assigned, and the refusal changes nothing", async () => {
    const number = newNumber()
    await report(number, partyOf(he))
    await world.logIn(he)
    const refused = await report(number, { ...partyOf(xu), state: "ACCEPTED" })
    assert.deepEqual([refused.status, refused.code], [409, "party_differs"])
    assert.equal(((await find(he, number)).body as Case).state, "RECEIVED")
    assert.equal((await find(xu, number)).code, "not_found")
    assert.equal(
      (await report(number, { state: "ACCEPTED" })).status,
      200,
      "without a party it moves",
    )
  })

  test("a case begun by its citizen's own login is theirs, whatever party is named", async () => {
    const paper = await world.register(he)
    const citizen = await world.logIn(he)
    const { handle } = await citizen.pick(paper.id)
    const number = newNumber()
    const redeemed = await world.call("a-redeem", "POST", "/v1/redemptions", {
      handles: [handle],
      localNumber: number,
      operator: { kind: "system", name: "test" },
    })
    assert.equal(redemptionsOf(redeemed).length, 1)
    assert.equal((await report(number, partyOf(xu))).code, "party_differs")
    assert.equal((await report(number, partyOf(he))).status, 200)
  })

  test("another department can neither name a party for it nor find it", async () => {
    const number = newNumber()
    await report(number)
    assert.equal((await report(number, partyOf(he), "b-sync")).code, "item_unknown")
    assert.equal((await find(he, number)).code, "not_found")
  })

  test("a number that fails its check is refused, and stands in no answer", async () => {
    for (const wrong of [
      "370699198510100024",
      "370699650505003",
      "3.70699E+17",
      "37069919851010002x",
    ]) {
      const refused = await report(newNumber(), partyOf({ number: wrong }))
      assert.deepEqual([refused.status, refused.code], [422, "invalid_request"])
      assert.ok(!JSON.stringify(refused.body).includes(wrong))
    }
  })
})
