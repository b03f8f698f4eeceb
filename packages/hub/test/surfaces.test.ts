import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import { he, item, portalOrigin, xu } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"

suite("a surface: whose it is, and what it may show", () => {
  let world: HubWorld

  before(async () => {
    world = await HubWorld.make()
  })
  after(() => world.close())

  test("a surface opens for requirements of the item alone", async () => {
    const citizen = await world.logIn(he)
    const { id } = await citizen.openDraft()
    const answer = await citizen.ask("POST", "/tongban/surfaces", {
      draft: id,
      itemCode: item.code,
      requirements: ["r1"],
      mode: "frame",
    })
    assert.equal(answer.code, "requirement_unknown")
  })

  test("the surface's session: its own person's cookie, or a code from the unlock window, once", async () => {
    const [mine, other] = await Promise.all([world.logIn(he), world.logIn(xu)])
    const surface = (await mine.openSurface((await mine.openDraft()).id)).id
    const path = `/surface/${surface}`
    const bare = await fetch(`${world.origin}${path}/session`, {
      method: "POST",
      headers: { origin: world.origin, "content-type": "application/json" },
      body: "{}",
    })
    assert.equal(
      ((await bare.json()) as { code: string }).code,
      "unlock_required",
      "no cookie, no session",
    )
    assert.equal((await other.atHub("POST", `${path}/session`, {})).code, "other_account")
    assert.equal((await other.atHub("POST", `${path}/unlock`)).code, "other_account")
    assert.equal(
      (await mine.atHub("POST", `${path}/session`, {}, { origin: portalOrigin })).code,
      "forbidden",
    )

    const { code } = (await mine.atHub("POST", `${path}/unlock`)).body as { code: string }
    const elsewhere = (await mine.openSurface((await mine.openDraft()).id)).id
    const use = async (id: string) => {
      const response = await fetch(`${world.origin}/surface/${id}/session`, {
        method: "POST",
        headers: { origin: world.origin, "content-type": "application/json" },
        body: JSON.stringify({ code }),
      })
      return response.status
    }
    assert.equal(await use(elsewhere), 401, "a code is bound to its surface")
    assert.equal(await use(surface), 200)
    assert.equal(await use(surface), 401, "and good once")
  })

  test("an unlock code dies after 30 s, a surface after 60 min", async () => {
    const citizen = await world.logIn(he)
    const surface = (await citizen.openSurface((await citizen.openDraft()).id)).id
    const token = await citizen.surfaceToken(surface)
    const { code } = (await citizen.atHub("POST", `/surface/${surface}/unlock`)).body as {
      code: string
    }
    try {
      world.ahead = 31_000
      assert.equal(
        (await citizen.atHub("POST", `/surface/${surface}/session`, { code })).code,
        "unlock_required",
      )
      world.ahead = 61 * 60_000
      const held = await citizen.atHub("GET", "/v1/surface/held?requirement=r6", undefined, {
        authorization: `Bearer ${token}`,
      })
      assert.equal(held.code, "surface_expired")
      assert.equal(
        (await citizen.atHub("POST", `/surface/${surface}/session`, {})).code,
        "surface_expired",
      )
    } finally {
      world.ahead = 0
    }
  })

  test("only the person's own papers are listed; unfit ones with their reason; a refusal does not tell", async () => {
    const own = await world.register(he)
    const expired = await world.register(he, undefined, { validTo: "2026-01-31" })
    const foreign = await world.register(xu)
    const citizen = await world.logIn(he)
    const token = await citizen.surfaceToken(
      (await citizen.openSurface((await citizen.openDraft()).id)).id,
    )
    const { body } = await citizen.atHub("GET", "/v1/surface/held?requirement=r6", undefined, {
      authorization: `Bearer ${token}`,
    })
    const { fits, unfit } = body as {
      fits: { id: string }[]
      unfit: { id: string; reasons: { rule: string }[] }[]
    }
    assert.ok(fits.some(({ id }) => id === own.id))
    assert.deepEqual(
      unfit.find(({ id }) => id === expired.id)?.reasons.map(({ rule }) => rule),
      ["expired"],
    )
    assert.ok(![...fits, ...unfit].some(({ id }) => id === foreign.id))
    assert.equal((await citizen.decide(token, expired.id)).code, "material_unfit")
    const refusals = await Promise.all([
      citizen.decide(token, foreign.id),
      citizen.decide(token, randomUUID()),
    ])
    assert.deepEqual(
      refusals.map(({ code, params }) => [code, params]),
      [
        ["material_unfit", { requirement: "r6", rule: "holder" }],
        ["material_unfit", { requirement: "r6", rule: "holder" }],
      ],
      "another's paper is refused as one that does not exist",
    )
  })

  test("what was agreed to is the hub's own wording; sensitive papers wait for their own page", async () => {
    const paper = await world.register(he)
    const sensitive = await world.register(he, undefined, { sensitive: true })
    const citizen = await world.logIn(he)
    const token = await citizen.surfaceToken(
      (await citizen.openSurface((await citizen.openDraft()).id)).id,
    )
    assert.equal(
      (await citizen.decide(token, paper.id, { noticeTextHash: "0".repeat(64) })).code,
      "notice_changed",
    )
    assert.equal((await citizen.decide(token, sensitive.id)).code, "needs_own_page")
    const refused = await citizen.decide(token, paper.id, { decision: "refused" })
    assert.deepEqual(refused.body, { items: [] }, "a refusal gives no handle")
  })

  test("a surface's page tells nothing of a person, and only its portal may frame it", async () => {
    const citizen = await world.logIn(he)
    const { url } = await citizen.openSurface((await citizen.openDraft()).id)
    const response = await fetch(url)
    const text = await response.text()
    const policy = response.headers.get("content-security-policy")?.split("; ")
    assert.ok(policy?.includes(`frame-ancestors ${portalOrigin}`))
    assert.doesNotMatch(text, /秋月|3706991985/)
  })
  test("logout ends the login at the hub: no refresh, no cookie", async () => {
    const citizen = await world.logIn(he)
    const surface = (await citizen.openSurface((await citizen.openDraft()).id)).id
    assert.deepEqual((await citizen.ask("POST", "/tongban/logout", {})).body, { endedAtHub: true })
    assert.equal(
      (await citizen.atHub("POST", `/surface/${surface}/session`, {})).code,
      "unlock_required",
    )
    assert.deepEqual((await citizen.ask("GET", "/tongban/session")).body, { signedIn: false })
  })
})
