import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import { createClient, isProblemError } from "@tongban/sdk"
import type { Tongban } from "@tongban/sdk"
import type { Case, Endpoint } from "@tongban/standards"
import { contract } from "@tongban/standards/contract"
import { answerOf } from "./support/answers.ts"
import type { CitizenSession } from "./support/citizen-session.ts"
import { he, item } from "./support/hub-settings.ts"
import type { ClientId } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"

const dayMs = 86_400_000
const strong = /^"[^"]+"$/
/** What nobody's version is. */
const stale = '"0-AAAAAAAAAAAAAAAAAAAAAA"'

suite("answers have a tag, and a write may be bound to what was read", () => {
  let world: HubWorld
  let sync: Tongban
  let portal: Tongban
  let citizen: CitizenSession

  before(async () => {
    world = await HubWorld.make()
    sync = createClient({ baseUrl: world.origin, auth: world.auth("a-sync") })
    portal = createClient({ baseUrl: world.origin, auth: world.auth("a-redeem") })
    citizen = await world.logIn(he)
  })
  after(() => world.close())

  const send = async (
    by: ClientId,
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: object,
  ): Promise<Response> => {
    const url = world.origin + path
    return fetch(url, {
      method,
      headers: {
        ...(await world.auth(by).authorize(method, url)),
        "idempotency-key": randomUUID(),
        ...(body && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    })
  }
  const told = (state: string, more: object = {}) => ({
    itemCode: item.code,
    state,
    source: { scheme: "epoint", value: "26" },
    occurredAt: new Date().toISOString(),
    ...more,
  })
  const submitted = async () => {
    const { id } = await citizen.openDraft()
    const number = `N-${randomUUID()}`
    await portal.cases.submit({ caseId: id }, { localNumber: number })
    return { id, number }
  }
  const read = async (number: string) => {
    const { data, response } = await sync.cases.find({ localNumber: number }).withResponse()
    return { kase: data, etag: response.etag ?? "" }
  }
  const differs = (version: number | undefined) => (error: unknown) => {
    assert.ok(isProblemError(error, "version_differs"), String(error))
    assert.equal(error.status, 412)
    assert.deepEqual(error.params, version === undefined ? {} : { version })
    return true
  }

  test("what has not changed is not sent again; what has changed is, under another tag", async () => {
    const { id, number } = await submitted()
    const { etag } = await read(number)
    assert.match(etag, strong)
    const path = `/v1/cases/${id}`
    const known = await send("a-sync", "GET", path, { "if-none-match": etag })
    assert.deepEqual([known.status, known.headers.get("etag")], [304, etag])
    assert.equal(await known.text(), "")
    await sync.cases.report(number, told("RECEIVED"))
    const changed = await send("a-sync", "GET", path, { "if-none-match": etag })
    assert.equal(changed.status, 200)
    assert.notEqual(changed.headers.get("etag"), etag)
    assert.equal(((await changed.json()) as Case).state, "RECEIVED")
  })

  test("so are items and webhooks, which have no version of their own to be bound to", async () => {
    const url = "http://127.0.0.1:9/tongban"
    const { webhook } = await sync.webhooks.create({ url, types: ["case.changed"] })
    for (const path of [
      `/v1/items/${item.code}`,
      `/v1/items/${item.code}/versions/1`,
      `/v1/webhooks/${webhook.id}`,
    ]) {
      const etag = (await send("a-sync", "GET", path)).headers.get("etag") ?? ""
      assert.match(etag, strong, path)
      const list = { "if-none-match": `"another", W/${etag}` }
      assert.equal((await send("a-sync", "GET", path, list)).status, 304, path)
      assert.equal((await send("a-sync", "GET", path, { "if-none-match": stale })).status, 200)
    }
  })

  test("a write that holds on to what was read is done once, and refused once that has changed", async () => {
    const { number } = await submitted()
    const { etag } = await read(number)
    const { data, response } = await sync.cases
      .report(number, told("RECEIVED"), { ifMatch: etag })
      .withResponse()
    assert.equal(response.etag, (await read(number)).etag, "its answer has the tag of what is now")
    await assert.rejects(
      sync.cases.report(number, told("CLOSED"), { ifMatch: etag }),
      differs(data.version),
    )
    assert.deepEqual((await read(number)).kase, data, "nothing was done")
  })

  test("of many who read the same, one is first", async () => {
    const { number } = await submitted()
    const { etag } = await read(number)
    const states = ["RECEIVED", "ACCEPTED", "IN_REVIEW", "CLOSED"]
    const asked = await Promise.allSettled(
      states.map((state) => sync.cases.report(number, told(state), { ifMatch: etag })),
    )
    assert.equal(asked.filter(({ status }) => status === "fulfilled").length, 1)
    assert.equal((await read(number)).kase.events.length, 3)
  })

  test("every write on a case can be held so, whatever the state of the case", async () => {
    const { id, number } = await submitted()
    const { kase } = await read(number)
    const bodies: Record<string, object> = {
      "cases.report": told("RECEIVED"),
      "cases.submit": { localNumber: number },
      "cases.supply": { requirements: [item.requirement] },
      "cases.withdraw": {},
      "cases.mend": { mends: kase.events[0]?.id ?? "", by: "许可科", reason: "点错了行" },
    }
    const writes = Object.values<Endpoint>(contract).filter(
      ({ method, versioned }) => method !== "GET" && versioned === true,
    )
    assert.equal(writes.length, 8)
    for (const { id: operation, method, callers, path } of writes) {
      const to = path.replace(":caseId", id).replace(":localNumber", number)
      const held = { "if-match": stale }
      const response = callers.includes("citizen")
        ? await citizen.stream(method, `/tongban${to}`, bodies[operation], undefined, held)
        : await send(
            callers.includes("sync") ? "a-sync" : "a-redeem",
            method,
            to,
            held,
            bodies[operation],
          )
      const { status, code, params } = await answerOf(response)
      assert.deepEqual([status, code], [412, "version_differs"], operation)
      assert.deepEqual(params, { version: kase.version }, operation)
    }
    assert.deepEqual((await read(number)).kase, kase)
  })

  test("a citizen's page reads the tag and holds on to it through its gateway", async () => {
    const { id } = await submitted()
    const path = `/tongban/v1/cases/${id}`
    const etag = (await citizen.stream("GET", path)).headers.get("etag") ?? ""
    assert.match(etag, strong)
    const known = { "if-none-match": etag }
    assert.equal((await citizen.stream("GET", path, undefined, undefined, known)).status, 304)
    const withdraw = () =>
      citizen.stream("POST", `${path}/withdrawal`, {}, undefined, { "if-match": etag })
    assert.equal((await withdraw()).status, 200)
    assert.equal((await withdraw()).status, 412)
  })

  test("the same key again is answered as before, though its own write has changed the case", async () => {
    const { number } = await submitted()
    const { etag } = await read(number)
    const options = { ifMatch: etag, idempotencyKey: randomUUID() }
    const report = told("RECEIVED")
    const first = await sync.cases.report(number, report, options)
    assert.deepEqual(await sync.cases.report(number, report, options), first)
  })

  test("a day that passes changes what is said and not the case", async () => {
    const { number } = await submitted()
    const items = [{ requirement: item.requirement, text: { zh: "请补" } }]
    const correction = {
      items,
      dueOn: new Date(Date.now() + 20 * dayMs).toISOString().slice(0, 10),
    }
    await sync.cases.report(number, told("CORRECTION_REQUESTED", { correction }))
    const { etag } = await read(number)
    world.ahead = 5 * dayMs
    try {
      assert.notEqual((await read(number)).etag, etag)
      const weakened = { ifMatch: `W/${etag}` }
      assert.equal((await sync.cases.report(number, told("RECEIVED"), weakened)).state, "RECEIVED")
    } finally {
      world.ahead = 0
    }
  })

  test("of a case that is not there no tag is right, and its write is no other case's", async () => {
    const unknown = `N-${randomUUID()}`
    for (const ifMatch of ["*", stale])
      await assert.rejects(
        sync.cases.report(unknown, told("RECEIVED"), { ifMatch }),
        differs(undefined),
      )
    const mending = { mends: "none", by: "许可科", reason: "点错了行" }
    await assert.rejects(sync.cases.mend(unknown, mending, { ifMatch: stale }), (error: unknown) =>
      isProblemError(error, "not_found"),
    )
    const reported = `N-${randomUUID()}`
    await sync.cases.report(reported, told("CORRECTION_REQUESTED"))
    const supplied = { requirements: [item.requirement] }
    await assert.rejects(
      portal.cases.supply(reported, supplied, { ifMatch: stale }),
      (error: unknown) => isProblemError(error, "not_found"),
      "one that another client brought looks like none",
    )
    const { number } = await submitted()
    assert.equal(
      (await sync.cases.report(number, told("RECEIVED"), { ifMatch: "*" })).state,
      "RECEIVED",
    )
  })

  test("a condition that nobody would look at is refused and not ignored, as is one that is no tag", async () => {
    const faultOf = async (response: Response) => {
      const { status, params } = await answerOf(response)
      assert.equal(status, 422)
      const [{ place, rule } = {}] = params?.["faults"] as { place?: string; rule?: string }[]
      return [place, rule]
    }
    const held = { "if-match": stale }
    const hook = { url: "http://127.0.0.1:9/tongban", types: ["case.changed"] }
    const unconditional = ["headers.if-match", "unconditional"]
    assert.deepEqual(
      await faultOf(await send("a-sync", "POST", "/v1/webhooks", held, hook)),
      unconditional,
    )
    const batch = { ...held, "content-type": "application/x-ndjson" }
    assert.deepEqual(
      await faultOf(await send("a-sync", "POST", "/v1/case-reports", batch, {})),
      unconditional,
    )
    const { number } = await submitted()
    const path = `/v1/case-reports/${number}`
    assert.deepEqual(
      await faultOf(await send("a-sync", "POST", path, { "if-match": "3" }, told("RECEIVED"))),
      ["headers.if-match", "entity_tag"],
    )
  })
})
