import assert from "node:assert/strict"
import { after, before, suite, test } from "node:test"
import { setTimeout as pause } from "node:timers/promises"
import { createClient, isProblemError } from "@tongban/sdk"
import { counterOf } from "../src/rates/counter.ts"
import { defaultRates, ratesOf } from "../src/rates/rates.ts"
import { shareCounts } from "../src/rates/share.ts"
import type { Database } from "../src/store/database.ts"
import { openDatabase } from "../src/store/open.ts"
import { Problem } from "../src/http/problem.ts"
import { newDatabase } from "./support/database.ts"
import type { TestDatabase } from "./support/database.ts"
import { HubWorld } from "./support/hub-world.ts"
import { item } from "./support/hub-settings.ts"

suite("how many requests are served", () => {
  const seconds = 2
  const rates = { seconds, client: 6, person: 4, address: 5, resolve: 2 }
  let world: HubWorld

  before(async () => {
    world = await HubWorld.make({}, (settings) => {
      settings.rates = rates
      settings.trustedProxies = ["127.0.0.1"]
    })
  })
  after(() => world.close())

  /** Comes from an address of its own, by way of the proxy. */
  const from = (address: string, path: string, headers: Record<string, string> = {}) =>
    fetch(world.origin + path, { headers: { "x-forwarded-for": address, ...headers } })
  const statuses = async (count: number, ask: () => Promise<{ status: number }>) => {
    const told: number[] = []
    for (let n = 0; n < count; n++) told.push((await ask()).status)
    return told
  }

  test("an address: who asks too often is told when to come again, others are served", async () => {
    const asked = await statuses(rates.address, () => from("192.0.2.1", `/v1/items/${item.code}`))
    assert.deepEqual(asked, [200, 200, 200, 200, 200])
    const refused = await from("192.0.2.1", `/v1/items/${item.code}`)
    assert.equal(refused.status, 429)
    assert.equal(refused.headers.get("content-type"), "application/problem+json; charset=utf-8")
    assert.equal(((await refused.json()) as { code: string }).code, "rate_limited")
    const wait = Number(refused.headers.get("retry-after"))
    assert.ok(wait >= 1 && wait <= seconds, `retry-after: ${wait}`)
    assert.equal((await from("192.0.2.2", "/healthz")).status, 200)
    await pause(wait * 1000)
    assert.equal((await from("192.0.2.1", "/healthz")).status, 200, "as it was told")
  })

  test("a credential that is not good counts for its address", async () => {
    const ask = () => from("192.0.2.3", "/v1/cases", { authorization: "Bearer x" })
    assert.deepEqual(await statuses(rates.address, ask), [401, 401, 401, 401, 401])
    assert.equal((await ask()).status, 429)
  })

  test("a client: its answers say how much is left; another client of its department has its own", async () => {
    const read = () => world.call("a-sync", "GET", "/v1/cases")
    const url = `${world.origin}/v1/cases`
    const first = await fetch(url, { headers: await world.auth("a-sync").authorize("GET", url) })
    assert.equal(first.status, 200)
    assert.equal(first.headers.get("ratelimit-policy"), `"client";q=6;w=${seconds}`)
    assert.match(first.headers.get("ratelimit") ?? "", /^"client";r=5;t=[12]$/)
    assert.deepEqual(await statuses(6, read), [200, 200, 200, 200, 200, 429])
    assert.notEqual((await world.call("b-sync", "GET", "/v1/cases")).status, 429)
  })

  test("a person: through a portal, each has their own", async () => {
    const he = await world.logIn({ key: "he" })
    const xu = await world.logIn({ key: "xu" })
    const read = () => he.ask("GET", "/tongban/v1/cases")
    assert.deepEqual(await statuses(rates.person + 1, read), [200, 200, 200, 200, 429])
    assert.equal((await xu.ask("GET", "/tongban/v1/cases")).status, 200)
  })

  test("the SDK waits for as long as it is told, and no longer than it has time", async () => {
    await pause(seconds * 1000)
    const tongban = createClient({ baseUrl: world.origin, auth: world.auth("a-sync") })
    for (let n = 0; n < rates.client; n++) await tongban.cases.list()
    await assert.rejects(
      async () => tongban.cases.list({}, { deadlineMs: 500 }),
      (error) => isProblemError(error) && error.code === "rate_limited" && error.status === 429,
    )
    const began = performance.now()
    const { response } = await tongban.cases.list().withResponse()
    assert.equal(response.status, 200)
    assert.ok(performance.now() - began > 500, "it has waited")
  })

  test("discovery tells the limits that hold", async () => {
    const { limits } = (await (await from("192.0.2.9", "/.well-known/tongban")).json()) as {
      limits: Record<string, unknown>
    }
    assert.deepEqual(limits["rates"], rates)
    assert.deepEqual(limits["pageSize"], { usual: 20, most: 100 })
    assert.equal(limits["idempotencyHours"], 72)
    assert.equal(limits["bodyBytes"], 262_144)
    assert.equal(limits["uploadBytes"], 20_971_520)
  })
})

suite("two processes count as one", () => {
  const rates = { ...defaultRates, client: 100 }
  let database: TestDatabase
  let db: Database

  before(async () => {
    database = await newDatabase()
    db = await openDatabase(database.place)
  })
  after(async () => {
    await db.destroy()
    await database.remove()
  })

  test("what one has counted, the other knows after the next exchange, and tells nobody twice", async () => {
    const [one, other] = [counterOf(rates), counterOf(rates)]
    const [ofOne, ofOther] = [
      shareCounts(db, one, rates.seconds),
      shareCounts(db, other, rates.seconds),
    ]
    for (let n = 0; n < 60; n++) await one.take("client", "a-sync")
    for (let n = 0; n < 30; n++) await other.take("client", "a-sync")
    for (let n = 0; n < 3; n++) {
      await ofOne.exchange()
      await ofOther.exchange()
    }
    for (const counter of [one, other])
      assert.equal((await counter.take("client", "a-sync")).requests, 9)
    await Promise.all([ofOne.close(), ofOther.close()])
  })

  test("who uses less than a tenth of their rate is written nowhere", async () => {
    const counter = counterOf(rates)
    const sharing = shareCounts(db, counter, rates.seconds)
    const rows = () => db.selectFrom("rate_counts").selectAll().execute()
    const before = (await rows()).length
    for (let n = 0; n < 9; n++) await counter.take("client", "a-sync")
    await sharing.exchange()
    assert.equal((await rows()).length, before)
    await counter.take("client", "a-sync")
    await sharing.exchange()
    assert.deepEqual((await rows()).at(-1)?.counts, { "client a-sync": 10 })
    await sharing.close()
  })

  test("what another version counts is passed over", async () => {
    const counter = counterOf(rates)
    await counter.add({ "moon a-sync": 100, "client a-sync": 100 })
    await assert.rejects(
      () => counter.take("client", "a-sync"),
      (error) => error instanceof Problem && error.code === "rate_limited",
    )
  })
})

suite("the rates that the operator sets", () => {
  test("those that are named change, the others stay", () => {
    const faults: string[] = []
    assert.deepEqual(ratesOf("person=100, address=500", faults), { person: 100, address: 500 })
    assert.deepEqual(faults, [])
  })

  for (const value of ["person", "person=0", "persons=5", "person=-1", "person=5;client=3"])
    test(`${value} is refused, with what to write`, () => {
      const faults: string[] = []
      ratesOf(value, faults)
      assert.match(faults.join("\n"), /is no rate; write such as person=100,address=500/)
    })
})
