import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import { decodeJwt } from "jose"
import type { Case } from "@tongban/standards"
import { FolderUnusable, startHub } from "@tongban/hub"
import { engine } from "./support/database.ts"
import { he, HubWorld, item, redemptionsOf, xu, portalOrigin } from "./support/hub-world.ts"

suite("the hub over its own HTTP", () => {
  let world: HubWorld

  before(async () => {
    world = await HubWorld.make()
  })
  after(() => world.close())

  const redeem = (
    handles: string[],
    localNumber: string,
    key = randomUUID(),
    by: "a-redeem" | "b-redeem" = "a-redeem",
  ) =>
    world.call(
      by,
      "POST",
      "/v1/redemptions",
      { handles, localNumber, operator: { kind: "system", name: "test" } },
      key,
    )
  const rulesOf = (params: Record<string, unknown> | undefined) =>
    (params?.["handles"] as { rule: string }[] | undefined)?.map(({ rule }) => rule)
  const report = (
    localNumber: string,
    state: string,
    value: string,
    key = randomUUID(),
    by: "a-sync" | "b-sync" = "a-sync",
  ) =>
    world.call(
      by,
      "POST",
      `/v1/case-reports/${localNumber}`,
      {
        itemCode: item.code,
        state,
        source: { scheme: "epoint", value },
        occurredAt: "2026-11-24T10:00:00+08:00",
      },
      key,
    )

  test("discovery, health and the description stand open", async () => {
    for (const path of [
      "/healthz",
      "/.well-known/tongban",
      "/openapi.json",
      "/oidc/.well-known/openid-configuration",
    ]) {
      const response = await fetch(world.origin + path)
      assert.equal(response.status, 200, path)
    }
  })

  test("a second hub on the same folder is refused, and the first goes on", async (t) => {
    if (engine !== "PGlite") {
      t.skip("a server serves many hubs")
      return
    }
    await assert.rejects(startHub(world.settings), FolderUnusable)
    assert.equal((await fetch(`${world.origin}/healthz`)).status, 200)
  })

  test("what is not there, malformed or too large is a problem with a code, and says no more", async () => {
    const post = (body: string, type = "application/json") =>
      fetch(`${world.origin}/v1/redemptions`, {
        method: "POST",
        body,
        headers: { "content-type": type },
      })
    assert.equal(
      ((await (await fetch(`${world.origin}/v1/nothing`)).json()) as { code: string }).code,
      "not_found",
    )
    for (const [body, code] of [
      ["{", "invalid_request"],
      ["x".repeat(300_000), "too_large"],
    ] as const) {
      const answer = (await (await post(body)).json()) as { code: string }
      assert.equal(answer.code, code)
      assert.doesNotMatch(JSON.stringify(answer), /node_modules|\.ts/)
    }
  })

  test("a write needs its key; the same key and body do it once, another body is refused", async () => {
    const number = `N-${randomUUID()}`
    const key = randomUUID()
    const body = {
      itemCode: item.code,
      state: "ACCEPTED",
      source: { scheme: "epoint", value: "30" },
      occurredAt: "2026-11-24T10:00:00+08:00",
    }
    const path = `/v1/case-reports/${number}`
    assert.equal(
      (await world.call("a-sync", "POST", path, body, null)).code,
      "idempotency_key_required",
    )
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => world.call("a-sync", "POST", path, body, key)),
    )
    const ids = new Set(answers.map(({ body: kase }) => (kase as Case).id))
    assert.equal(ids.size, 1)
    assert.equal(
      (answers[0]?.body as Case).events.length,
      1,
      "one event, however often it was said",
    )
    assert.equal(
      (await world.call("a-sync", "POST", path, { ...body, state: "CLOSED" }, key)).code,
      "idempotency_conflict",
    )
  })

  test("a department reports only its own items, and cannot read another's case", async () => {
    const { body } = await report(`N-${randomUUID()}`, "ACCEPTED", "30")
    const { id } = body as Case
    assert.equal((await report("N-b", "ACCEPTED", "30", undefined, "b-sync")).code, "item_unknown")
    assert.equal((await world.call("a-sync", "GET", `/v1/cases/${id}`)).status, 200)
    assert.equal((await world.call("b-sync", "GET", `/v1/cases/${id}`)).code, "not_found")
    assert.equal((await world.call("b-register", "GET", `/v1/cases/${id}`)).code, "forbidden")
  })

  test("a citizen reads their own draft, and another's looks like none", async () => {
    const [mine, other] = await Promise.all([world.logIn(he), world.logIn(xu)])
    const { id } = await mine.openDraft()
    assert.equal((await mine.ask("GET", `/tongban/v1/cases/${id}`)).status, 200)
    assert.equal((await other.ask("GET", `/tongban/v1/cases/${id}`)).code, "not_found")
    const surface = {
      draft: id,
      itemCode: item.code,
      requirements: [item.requirement],
      mode: "frame",
    }
    assert.equal((await other.ask("POST", "/tongban/surfaces", surface)).code, "not_found")
  })

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

  test("a redemption binds the draft, is logged in a chain, and is the same when asked again", async () => {
    const paper = await world.register(he)
    const citizen = await world.logIn(he)
    const first = await citizen.pick(paper.id)
    const number = `N-${randomUUID()}`
    const answer = await redeem([first.handle], number)
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    const [redemption] = redemptionsOf(answer)
    assert.ok(redemption)
    assert.equal(redemption.caseId, first.draft)
    const kase = (await citizen.ask("GET", `/tongban/v1/cases/${first.draft}`)).body as Case
    assert.deepEqual([kase.state, kase.localNumber], ["SUBMITTED", number])

    const again = redemptionsOf(await redeem([first.handle], number))[0]
    assert.deepEqual(
      [again?.id, again?.acc],
      [redemption.id, redemption.acc],
      "asked again: the same redemption",
    )
    assert.deepEqual(rulesOf((await redeem([first.handle], "another")).params), ["other_case"])

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
    assert.deepEqual(rulesOf((await redeem([unknown], "x")).params), ["unknown"])
    assert.deepEqual(rulesOf((await redeem([good.handle], "x", undefined, "b-redeem")).params), [
      "other_client",
    ])
    assert.equal((await redeem([good.handle, unknown], "N-half")).code, "handle_unusable")
    const kase = (await citizen.ask("GET", `/tongban/v1/cases/${good.draft}`)).body as Case
    assert.equal(kase.state, "DRAFT", "all or none")

    await world.register(he, undefined, {}) // another paper changes nothing
    try {
      world.ahead = 25 * 3_600_000
      assert.deepEqual(rulesOf((await redeem([bad.handle], "x")).params), ["expired"])
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
    assert.deepEqual(rulesOf((await redeem([handle], "N-gone")).params), ["material_gone"])
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
    const answers = await Promise.all(Array.from({ length: 20 }, () => redeem([handle], number)))
    assert.equal(new Set(answers.map((answer) => redemptionsOf(answer)[0]?.acc)).size, 1)
  })

  test("a report by the bound number names the draft; the known state is named, not doubled", async () => {
    const paper = await world.register(he)
    const citizen = await world.logIn(he)
    const { draft, handle } = await citizen.pick(paper.id)
    const number = `N-${randomUUID()}`
    await redeem([handle], number)
    const submitted = (await report(number, "SUBMITTED", "12")).body as Case
    assert.equal(submitted.id, draft)
    assert.deepEqual(
      submitted.events.map(({ to }) => to),
      ["DRAFT", "SUBMITTED"],
    )
    assert.equal(submitted.source?.value, "12")
    const accepted = (await report(number, "ACCEPTED", "30")).body as Case
    assert.deepEqual(
      accepted.events.map(({ to }) => to),
      ["DRAFT", "SUBMITTED", "ACCEPTED"],
    )
  })

  test("who follows a case hears each change", async () => {
    const paper = await world.register(he)
    const citizen = await world.logIn(he)
    const { draft, handle } = await citizen.pick(paper.id)
    const number = `N-${randomUUID()}`
    await redeem([handle], number)
    const leave = new AbortController()
    const response = await citizen.stream(
      "GET",
      `/tongban/v1/cases/${draft}/events`,
      undefined,
      leave.signal,
    )
    assert.match(response.headers.get("content-type") ?? "", /event-stream/)
    const states = statesOf(response)
    assert.equal((await states.next()).value, "SUBMITTED", "the state as it stands, at once")
    await report(number, "ACCEPTED", "30")
    let heard = "SUBMITTED"
    while (heard === "SUBMITTED") heard = String((await states.next()).value)
    assert.equal(heard, "ACCEPTED")
    leave.abort()
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

  test("what is acknowledged is there after a restart", async () => {
    const number = `N-${randomUUID()}`
    const { id } = (await report(number, "ACCEPTED", "30")).body as Case
    await world.stop()
    await world.start()
    assert.equal(
      ((await world.call("a-sync", "GET", `/v1/cases/${id}`)).body as Case).localNumber,
      number,
    )
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
})

/** The states that a stream tells, one by one. */
async function* statesOf(response: Response): AsyncGenerator<string, undefined> {
  let text = ""
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk
    const events = text.split("\n\n")
    text = events.pop() ?? ""
    for (const event of events) yield (JSON.parse(event.replace(/^data: /, "")) as Case).state
  }
}
