import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import { setTimeout } from "node:timers/promises"
import type { GrantView, HubEvent } from "@tongban/standards"
import { redemptionsOf } from "./support/answers.ts"
import type { CitizenSession } from "./support/citizen-session.ts"
import { engine } from "./support/database.ts"
import { redeem, report } from "./support/department.ts"
import { he, item, xu } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"

/** The embedded database has one connection, where nothing happens at once. */
const rounds = engine === "PostgreSQL" ? 200 : 30

suite("grants: a citizen sees them, and takes them back", () => {
  let world: HubWorld
  let citizen: CitizenSession

  before(async () => {
    world = await HubWorld.make()
    citizen = await world.logIn(he)
  })
  after(() => world.close())

  const newNumber = () => `N-${randomUUID()}`
  const listed = async (by = citizen, query = "limit=100") => {
    const { status, body } = await by.atHub("GET", `/v1/grants?${query}`)
    assert.equal(status, 200, JSON.stringify(body))
    return body as { items: GrantView[]; next?: string }
  }
  const grantOf = async (draft: string): Promise<GrantView> => {
    const found = (await listed()).items.find(({ caseId }) => caseId === draft)
    assert.ok(found)
    return found
  }
  const withdraw = (id: string, by = citizen) => by.atHub("POST", `/v1/grants/${id}/withdrawal`, {})
  const picked = async (paper?: { id: string }) =>
    citizen.pick((paper ?? (await world.register(he))).id)

  /** How often it is told, once it is told at all: events are numbered after they are written. */
  const toldOfWithdrawing = async (draft: string): Promise<number> => {
    for (;;) {
      const path = "/v1/events?type=grant.withdrawn&limit=100"
      const { body } = await world.call("a-sync", "GET", path, undefined, null)
      const told = (body as { items: HubEvent[] }).items.filter(({ subject }) => subject === draft)
      if (told.length > 0) return told.length
      await setTimeout(50)
    }
  }

  test("a grant is listed with who, what, for what, and what became of it", async () => {
    const { draft, handle } = await picked()
    const open = await grantOf(draft)
    assert.deepEqual(
      [open.state, open.withdrawable, open.recipient.name.zh, open.purpose, open.paper.owner.id],
      ["open", true, "甲局", "办理某事", "b"],
    )
    assert.deepEqual([open.paper.name?.zh, open.paper.fields], ["不动产权证书", ["坐落"]])

    const number = newNumber()
    const [redemption] = redemptionsOf(await redeem(world, [handle], number))
    const used = await grantOf(draft)
    assert.deepEqual([used.state, used.use?.localNumber], ["used", number])
    assert.equal(used.use?.delivery, "waiting")
    try {
      world.ahead = 601_000
      assert.equal((await grantOf(draft)).use?.delivery, "recorded", "nobody has said what came")
    } finally {
      world.ahead = 0
    }
    const path = `/v1/accesses/${redemption?.id ?? ""}/outcome`
    await world.call("a-redeem", "POST", path, { outcome: "failed", reason: "owner_away" })
    assert.equal((await grantOf(draft)).use?.delivery, "failed")
    await world.call("a-redeem", "POST", path, { outcome: "delivered" })
    assert.equal((await grantOf(draft)).use?.delivery, "delivered")
  })

  test("newest first, a page at a time, and nobody else's", async () => {
    for (let times = 0; times < 3; times++) await picked()
    const all = (await listed()).items.map(({ id }) => id)
    const paged: string[] = []
    for (let next: string | undefined = ""; next !== undefined;) {
      const cursor: string = next === "" ? "" : `&cursor=${next}`
      const page = await listed(citizen, `limit=2${cursor}`)
      paged.push(...page.items.map(({ id }) => id))
      next = page.next
    }
    assert.deepEqual(paged, all)
    assert.deepEqual((await listed(await world.logIn(xu))).items, [])
  })

  test("without a login, or by a department, there is nothing to see or to withdraw", async () => {
    const { id } = await grantOf((await picked()).draft)
    const nobody = await fetch(`${world.origin}/v1/grants`)
    assert.equal(nobody.status, 401)
    for (const by of ["a-redeem", "a-sync", "b-register"] as const) {
      assert.equal((await world.call(by, "GET", "/v1/grants", undefined, null)).code, "forbidden")
      const path = `/v1/grants/${id}/withdrawal`
      assert.equal((await world.call(by, "POST", path)).code, "forbidden")
    }
    assert.equal((await withdraw(id, await world.logIn(xu))).code, "not_found")
    assert.equal((await withdraw(randomUUID())).code, "not_found")
    assert.equal((await grantOf((await listed()).items[0]?.caseId ?? "")).state, "open")
  })

  test("a withdrawn handle is redeemed by nobody; withdrawn again it is the same", async () => {
    const { draft, handle } = await picked()
    const { id } = await grantOf(draft)
    const first = await withdraw(id)
    assert.equal(first.status, 200, JSON.stringify(first.body))
    assert.deepEqual((await withdraw(id)).body, first.body)
    assert.deepEqual(rulesOf(await redeem(world, [handle], newNumber())), ["withdrawn"])
    const { state, withdrawable, withdrawnAt } = await grantOf(draft)
    assert.deepEqual([state, withdrawable], ["withdrawn", false])
    assert.equal(withdrawnAt, (first.body as { withdrawnAt: string }).withdrawnAt)
    assert.equal(await toldOfWithdrawing(draft), 1)
  })

  test("a used one is withdrawn too: no other ticket, and the answer says until when one is out", async () => {
    const { draft, handle } = await picked()
    const number = newNumber()
    const [redemption] = redemptionsOf(await redeem(world, [handle], number))
    const { id } = await grantOf(draft)
    const { withdrawnAt, ticketsUntil = "" } = (await withdraw(id)).body as Record<string, string>
    const out = Date.parse(ticketsUntil) - Date.parse(redemption?.at ?? "")
    assert.equal(out, 60_000)
    assert.ok((withdrawnAt ?? "") >= (redemption?.at ?? ""))
    assert.deepEqual(rulesOf(await redeem(world, [handle], number)), ["withdrawn"])
    assert.equal((await grantOf(draft)).use?.localNumber, number, "that use stays listed")
  })

  test("a refusal cannot be withdrawn", async () => {
    const paper = await world.register(he)
    const { id: draft } = await citizen.openDraft()
    const surface = await citizen.openSurface(draft)
    const token = await citizen.surfaceToken(surface.id)
    await citizen.decide(token, paper.id, { decision: "refused" })
    const { id, state, withdrawable } = await grantOf(draft)
    assert.deepEqual([state, withdrawable], ["refused", false])
    assert.equal((await withdraw(id)).code, "grant_not_withdrawable")
  })

  test("a closed case redeems nothing more", async () => {
    const { handle } = await picked()
    const number = newNumber()
    await redeem(world, [handle], number)
    const { status, body } = await report(world, number, "WITHDRAWN", "90")
    assert.equal(status, 200, JSON.stringify(body))
    assert.deepEqual(rulesOf(await redeem(world, [handle], number)), ["case_closed"])
  })

  suite("a paper that its owner revokes", () => {
    const revoke = (
      ownerRef: string,
      change: object = {},
      by: "b-register" | "b-serve" = "b-register",
    ) =>
      world.call(by, "POST", "/v1/material-revocations", {
        ownerRef,
        reason: "annulled",
        note: { zh: "经核查撤销" },
        ...change,
      })

    test("is refused at redeeming, never offered again, and its holder sees why", async () => {
      const ref = `ref-${randomUUID()}`
      const paper = await world.register(he, ref)
      const { draft, handle } = await picked(paper)
      const answer = await revoke(ref)
      assert.equal(answer.status, 201, JSON.stringify(answer.body))
      assert.deepEqual(rulesOf(await redeem(world, [handle], newNumber())), ["material_revoked"])

      const { revoked } = (await grantOf(draft)).paper
      assert.deepEqual([revoked?.reason, revoked?.note], ["annulled", { zh: "经核查撤销" }])
      const surface = await citizen.openSurface((await citizen.openDraft()).id)
      const { body } = await citizen.atHub(
        "GET",
        `/v1/surface/held?requirement=${item.requirement}`,
        undefined,
        { authorization: `Bearer ${await citizen.surfaceToken(surface.id)}` },
      )
      const held = body as { fits: { id: string }[]; unfit: { id: string; reasons: object[] }[] }
      assert.ok(!held.fits.some(({ id }) => id === paper.id))
      const on = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
      assert.deepEqual(held.unfit.find(({ id }) => id === paper.id)?.reasons, [
        { rule: "abolished", params: { on, reason: "annulled" } },
      ])
    })

    test("stays revoked, whatever list still holds it; revoked again it is the same", async () => {
      const ref = `ref-${randomUUID()}`
      await world.register(he, ref)
      const first = await revoke(ref)
      assert.deepEqual((await revoke(ref, { reason: "mistaken" })).body, first.body)
      const again = await world.call("b-register", "POST", "/v1/materials", {
        ...registration,
        ownerRef: ref,
      })
      assert.deepEqual([again.status, again.code], [409, "material_revoked"])
    })

    test("is its own department's: no other's, and by the registering key alone", async () => {
      assert.equal((await revoke("nothing-of-this-name")).code, "not_found")
      const ref = `ref-${randomUUID()}`
      await world.register(he, ref)
      assert.equal((await revoke(ref, {}, "b-serve")).code, "forbidden")
    })
  })

  test("another digest is another version, and what was picked before is refused", async () => {
    const ref = `ref-${randomUUID()}`
    const register = (change: object) =>
      world.call("b-register", "POST", "/v1/materials", {
        ...registration,
        ownerRef: ref,
        ...change,
      })
    const version = async (change: object) =>
      ((await register(change)).body as { id: string; version: number }).version
    const { id } = (await register({})).body as { id: string }
    const { handle } = await picked({ id })
    assert.equal(await version({ size: 8 }), 1, "the same bytes")
    const duty = { name: "登记科", phone: "0799-555-0188" }
    const link = "https://b.example.gov.cn/papers/7"
    assert.equal(await version({ digest: "b".repeat(64), duty, link }), 2)
    assert.deepEqual(rulesOf(await redeem(world, [handle], newNumber())), ["material_changed"])
    const next = await picked({ id })
    const [redemption] = redemptionsOf(await redeem(world, [next.handle], newNumber()))
    assert.deepEqual(redemption?.owner, { client: "b-serve", instance: "b-1", duty, link })
  })

  test("withdrawn and redeemed at once, over and over: never used after it was withdrawn", async () => {
    const paper = await world.register(he)
    const { id: draft } = await citizen.openDraft()
    const token = await citizen.surfaceToken((await citizen.openSurface(draft)).id)
    const number = newNumber()
    let used = 0
    for (let round = 0; round < rounds; round++) {
      const { body } = await citizen.decide(token, paper.id)
      const handle = (body as { items: { handle: string }[] }).items[0]?.handle ?? ""
      const { id } = (await listed(citizen, "limit=1")).items[0] as GrantView
      const [answer, withdrawal] = await Promise.all([
        redeem(world, [handle], number),
        // Not to wait for anything: so that either is the first in some rounds.
        setTimeout((round % 10) * 2).then(() => withdraw(id)),
      ])
      const { withdrawnAt = "" } = withdrawal.body as { withdrawnAt?: string }
      assert.equal(withdrawal.status, 200)
      if (answer.status === 201) {
        used++
        const at = redemptionsOf(answer)[0]?.at ?? ""
        assert.ok(at <= withdrawnAt, `used at ${at}, withdrawn at ${withdrawnAt}`)
      } else assert.deepEqual(rulesOf(answer), ["withdrawn"])
    }
    console.log(`${rounds} rounds: ${used} used before, ${rounds - used} withdrawn before`)
    assert.ok(used > 0 && used < rounds, `both come first: ${used} of ${rounds}`)
  })
})

const registration = {
  licenceType: item.licenceType,
  name: { zh: "不动产权证书" },
  grade: "A",
  number: "样(2024)第0000418号",
  holder: { scheme: "111", number: he.number },
  issuer: { zh: "某局" },
  issuedOn: "2024-04-18",
  status: "ISSUED",
  digest: "a".repeat(64),
  mediaType: "text/plain",
  size: 7,
  fields: ["坐落"],
  sensitive: false,
}

/** The rule by which each handle was refused. */
const rulesOf = ({ params }: { params: Record<string, unknown> | undefined }) =>
  (params?.["handles"] as { rule: string }[] | undefined)?.map(({ rule }) => rule)
