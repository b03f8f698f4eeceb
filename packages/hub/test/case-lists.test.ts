import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import { createClient } from "@tongban/sdk"
import type { Case } from "@tongban/standards"
import type { CitizenSession } from "./support/citizen-session.ts"
import { report } from "./support/department.ts"
import { he, item, xu } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"

interface Page {
  items: Case[]
  next?: string
}

suite("cases are listed a page at a time, each caller's own", () => {
  let world: HubWorld
  let statements = 0

  before(async () => {
    world = await HubWorld.make({ "b-sync": { itemCodes: [] } })
    await world.stop()
    world.settings.onStatement = () => statements++
    await world.start()
  })
  after(() => world.close())

  const reportOf = (person: { number: string }, more: object = {}) =>
    world.call("a-sync", "POST", `/v1/case-reports/N-${randomUUID()}`, {
      itemCode: item.code,
      state: "RECEIVED",
      source: { scheme: "epoint", value: "26" },
      occurredAt: "2026-11-24T10:00:00+08:00",
      party: { scheme: "111", number: person.number },
      ...more,
    })
  const pageAt = async (citizen: CitizenSession, query = "") => {
    const answer = await citizen.ask("GET", `/tongban/v1/cases${query}`)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body as Page
  }
  const ids = ({ items }: Page) => items.map(({ id }) => id)

  test("a first login attaches what any department reported, also one whose portal they never saw", async () => {
    const kase = (await reportOf(he)).body as Case
    // At the portal of department b; the case is of department a.
    const { jar } = await world.logInThrough(await world.otherGateway(), he)
    const answer = await jar.fetch(new URL("/v1/cases", world.origin))
    assert.deepEqual(ids((await answer.json()) as Page), [kase.id])
  })

  test("a citizen's page shows their own at that department, the newest first, and whole cases", async () => {
    const citizen = await world.logIn(he)
    const first = await citizen.openDraft()
    const second = await citizen.openDraft()
    const { items } = await pageAt(citizen)
    assert.deepEqual(
      items.slice(0, 2).map(({ id }) => id),
      [second.id, first.id],
    )
    assert.deepEqual(items[0], second)
    const other = await world.logIn(xu)
    assert.ok(!ids(await pageAt(other)).includes(first.id))
  })

  test("pages follow each other without a gap or a double, whatever is opened meanwhile", async () => {
    const citizen = await world.logIn(xu)
    const opened: string[] = []
    for (let n = 0; n < 5; n++) opened.unshift((await citizen.openDraft()).id)
    const seen: string[] = []
    let page = await pageAt(citizen, "?limit=2")
    for (;;) {
      seen.push(...ids(page))
      await citizen.openDraft()
      if (page.next === undefined) break
      page = await pageAt(citizen, `?limit=2&cursor=${encodeURIComponent(page.next)}`)
    }
    assert.deepEqual(seen, opened)
  })

  test("a department lists its own in the order of their changes; another sees none of them", async () => {
    const tongban = createClient({ baseUrl: world.origin, auth: world.auth("a-sync") })
    const since = new Date().toISOString()
    const [one, two] = [`N-${randomUUID()}`, `N-${randomUUID()}`]
    for (const number of [one, two, one])
      await report(world, number, number === one ? "ACCEPTED" : "RECEIVED", "30")
    await report(world, one, "IN_REVIEW", "30")
    const numbers = async (query: object) =>
      (await tongban.cases.list({ since, ...query })).items.map((kase) => kase.localNumber)
    assert.deepEqual(await numbers({}), [two, one])
    assert.deepEqual(await numbers({ state: "RECEIVED" }), [two])
    assert.deepEqual(await numbers({ item: item.code, limit: 1 }), [two])
    assert.deepEqual(await numbers({ item: "another" }), [])
    const other = createClient({ baseUrl: world.origin, auth: world.auth("b-sync") })
    assert.deepEqual((await other.cases.list()).items, [])
  })

  test("the hub's own page lists a person's cases over all departments, and nobody else's", async () => {
    const kase = (await reportOf(he)).body as Case
    const citizen = await world.logIn(he)
    const { body } = await citizen.atHub("GET", "/v1/cases")
    assert.ok(ids(body as Page).includes(kase.id))
    const other = await world.logIn(xu)
    assert.ok(!ids((await other.atHub("GET", "/v1/cases")).body as Page).includes(kase.id))
    const nobody = await fetch(`${world.origin}/v1/cases`)
    assert.equal(nobody.status, 401)
  })

  test("one case, and a page of twenty with all their events, are one statement each", async () => {
    for (let n = 0; n < 21; n++) await reportOf(he)
    const { body } = await reportOf(he)
    const count = async (path: string) => {
      await world.call("a-sync", "GET", "/v1/cases/none")
      statements = 0
      assert.equal((await world.call("a-sync", "GET", path)).status, 200)
      return statements
    }
    assert.equal(await count(`/v1/cases/${(body as Case).id}`), 1)
    assert.equal(await count("/v1/cases?limit=20"), 1)
    const citizen = await world.logIn(he)
    await pageAt(citizen)
    statements = 0
    assert.equal((await pageAt(citizen, "?limit=20")).items.length, 20)
    assert.equal(statements, 1)
  })
})
