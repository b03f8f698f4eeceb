import assert from "node:assert/strict"
import { after, before, suite, test } from "node:test"
import { decodeJwt } from "jose"
import {
  AccessEntry,
  DeliveryTicket,
  DeliveryTicketClaims,
  Grant,
  LogPromise,
  LogPromiseClaims,
} from "@tongban/standards"
import type { Redemption } from "@tongban/standards"
import { openDatabase } from "../src/store/open.ts"
import { redemptionsOf } from "./support/answers.ts"
import { he } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"

suite("what the hub writes and signs is what the nouns say, and nothing else", () => {
  let world: HubWorld
  let redemption: Redemption | undefined
  let grant: unknown
  let entry: unknown

  before(async () => {
    world = await HubWorld.make()
    const paper = await world.register(he)
    const { handle } = await (await world.logIn(he)).pick(paper.id)
    const body = {
      handles: [handle],
      localNumber: "N-1",
      operator: { kind: "system", name: "a-portal" },
    }
    ;[redemption] = redemptionsOf(await world.call("a-redeem", "POST", "/v1/redemptions", body))
    await world.stop()
    const db = await openDatabase(world.settings.database)
    grant = (await db.selectFrom("grants").select("content").executeTakeFirstOrThrow()).content
    entry = (await db.selectFrom("access_entries").select("entry").executeTakeFirstOrThrow()).entry
    await db.destroy()
    await world.start()
  })
  after(() => world.close())

  test("a grant", () => {
    assert.deepEqual(Grant.parse(grant), grant)
  })

  test("an access entry", () => {
    assert.deepEqual(AccessEntry.parse(entry), entry)
  })

  test("a log promise", () => {
    const claims = decodeJwt(LogPromise.parse(redemption?.logPromise))
    assert.deepEqual(LogPromiseClaims.parse(claims), claims)
  })

  test("a delivery ticket", () => {
    const claims = decodeJwt(DeliveryTicket.parse(redemption?.ticket))
    assert.deepEqual(DeliveryTicketClaims.parse(claims), claims)
  })
})
