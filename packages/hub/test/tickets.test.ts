import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import { decodeJwt } from "jose"
import { redemptionsOf } from "./support/answers.ts"
import { he } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"

suite("a ticket is issued again to whoever lost what came for it (protocol M11)", () => {
  let world: HubWorld

  before(async () => {
    world = await HubWorld.make()
  })
  after(() => world.close())

  /** A picked paper, redeemed as often as it is called. Answers the use and its ticket. */
  const redeeming = async () => {
    const paper = await world.register(he)
    const { handle } = await (await world.logIn(he)).pick(paper.id)
    const body = {
      handles: [handle],
      localNumber: `N-${randomUUID()}`,
      operator: { kind: "system", name: "test" },
    }
    return async (key: string = randomUUID()) => {
      const answer = await world.call("a-redeem", "POST", "/v1/redemptions", body, key)
      const [redemption] = redemptionsOf(answer)
      assert.ok(redemption, JSON.stringify(answer.body))
      const { jti, iat = 0 } = decodeJwt(redemption.ticket)
      return { use: [redemption.id, redemption.acc, redemption.at], jti, iat }
    }
  }

  test("asked again: the same use, another ticket, from now on; the same request: the same ticket", async () => {
    const redeem = await redeeming()
    const key = randomUUID()
    const first = await redeem(key)
    assert.deepEqual(await redeem(key), first)
    try {
      world.ahead = 120_000
      const second = await redeem()
      assert.deepEqual(second.use, first.use)
      assert.notEqual(second.jti, first.jti)
      assert.ok(second.iat >= first.iat + 120, "it lives from now on")
    } finally {
      world.ahead = 0
    }
  })

  test("five for one use: the sixth is the fifth", async () => {
    const redeem = await redeeming()
    const tickets = new Set<string | undefined>()
    for (let times = 0; times < 7; times++) tickets.add((await redeem()).jti)
    assert.equal(tickets.size, 5)
  })

  test("none more than ten minutes after the use", async () => {
    const redeem = await redeeming()
    const first = await redeem()
    try {
      world.ahead = 601_000
      assert.equal((await redeem()).jti, first.jti)
    } finally {
      world.ahead = 0
    }
  })
})
