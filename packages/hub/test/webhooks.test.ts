import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, afterEach, before, suite, test } from "node:test"
import { HTTP } from "cloudevents"
import type { CloudEvent } from "cloudevents"
import { Webhook as StandardWebhook } from "standardwebhooks"
import { verifyWebhook } from "@tongban/sdk/webhooks"
import { HubEvent } from "@tongban/standards"
import { report } from "./support/department.ts"
import { engine } from "./support/database.ts"
import type { Received } from "./support/receiver.ts"
import { WebhookWorld } from "./support/webhook-world.ts"

suite(`webhooks on ${engine}`, () => {
  let world: WebhookWorld

  before(async () => {
    world = await WebhookWorld.make()
  })
  afterEach(() => world.clear())
  after(() => world.close())

  test("what happens to a case is posted, as CloudEvents and Standard Webhooks read it", async () => {
    const { receiver, secret } = await world.told()
    await report(world.hub, "FOOD-1", "ACCEPTED", "30")
    const message = first(await receiver.arrived(1))
    assert.deepEqual(verified(secret, message), message.event)
    const event = HTTP.toEvent({ headers: message.headers, body: message.body }) as CloudEvent<{
      url: string
    }>
    assert.equal(event.type, "case.changed")
    assert.equal(event.source, world.hub.origin)
    assert.equal(event.id, message.headers["webhook-id"])
    assert.equal(event.data?.url, `${world.hub.origin}/v1/cases/${event.subject}`)
    assert.deepEqual(await verifyWebhook(message, secret), message.event)
  })

  test("an event names the case and where to read it, and nothing about anybody", async () => {
    const { receiver } = await world.told()
    await report(world.hub, "FOOD-2", "ACCEPTED", "30")
    const { event } = first(await receiver.arrived(1))
    assert.deepEqual(HubEvent.parse(event), event, "and nothing more")
    const { body } = await world.hub.call("a-sync", "GET", new URL(event.data.url).pathname)
    assert.equal((body as { localNumber: string }).localNumber, "FOOD-2")
    assert.doesNotMatch(JSON.stringify(event), /FOOD-2/)
  })

  test("it is told from now on, of the types that it asked for, and of its own department", async () => {
    await report(world.hub, "FOOD-3", "ACCEPTED", "30")
    const { receiver: all } = await world.told()
    const other = await world.receiver()
    await world.register(other.url, ["grant.withdrawn"])
    const { status } = await report(world.hub, "OTHER-1", "ACCEPTED", "30", randomUUID(), "b-sync")
    assert.equal(status, 404, "the item is another department's")
    await report(world.hub, "FOOD-3", "IN_REVIEW", "40")
    await all.arrived(1)
    await report(world.hub, "FOOD-3", "APPROVED", "90")
    const { body } = await world.hub.call("a-sync", "GET", "/v1/events?limit=100")
    const [before = assert.fail()] = (body as { items: HubEvent[] }).items
    for (const { event } of await all.arrived(2)) assert.notEqual(event.id, before.id)
    assert.equal(other.received.length, 0)
  })

  test("the secret is told once: to whoever sends the same key again, and to nobody else", async () => {
    const { url } = await world.receiver()
    const key = randomUUID()
    const one = await world.register(url, [], key)
    assert.deepEqual(await world.register(url, [], key), one)
    assert.match(one.secret, /^whsec_[A-Za-z0-9+/]{43}=$/)
    const listed = await world.list()
    assert.equal(listed.length, 1)
    assert.doesNotMatch(JSON.stringify([listed, await world.get(one.webhook.id)]), /whsec/)
  })

  test("while its secret is rotated both sign, after a day the new one alone", async () => {
    const { receiver, webhook, secret } = await world.told()
    const { body } = await world.ask("POST", `/${webhook.id}/secret`)
    const { secret: fresh } = body as { secret: string }
    assert.notEqual(fresh, secret)
    await report(world.hub, "FOOD-4", "ACCEPTED", "30")
    const both = first(await receiver.arrived(1))
    for (const each of [secret, fresh]) assert.deepEqual(verified(each, both), both.event)
    const { formerSecretUntil } = await world.until(webhook.id, (each) => !!each.lastDeliveredAt)
    assert.ok(formerSecretUntil !== undefined)

    // Its timestamp is the machine's own time, so a moved clock of the hub's cannot be seen in it.
    world.hub.ahead = 25 * 3_600_000
    await world.ask("POST", `/${webhook.id}/ping`)
    const one = (await receiver.arrived(2))[1]
    assert.ok(one !== undefined)
    assert.deepEqual(verified(fresh, one), one.event)
    assert.throws(() => verified(secret, one))
    assert.equal((await world.get(webhook.id)).formerSecretUntil, undefined)
  })

  test("a ping says at once what came of it, and is no event of the department's", async () => {
    const { receiver, webhook, secret } = await world.told()
    assert.deepEqual((await world.ask("POST", `/${webhook.id}/ping`)).body, {
      delivered: true,
      status: 204,
    })
    const message = first(receiver.received)
    assert.deepEqual(verified(secret, message), message.event)
    assert.equal(message.event.type, "webhook.ping")
    assert.equal(message.event.sequence, undefined)
    receiver.answering = () => 401
    assert.deepEqual((await world.ask("POST", `/${webhook.id}/ping`)).body, {
      delivered: false,
      rule: "status",
      status: 401,
    })
    const { body } = await world.hub.call("a-sync", "GET", "/v1/events?type=webhook.ping")
    assert.deepEqual(body, { items: [] })
  })

  test("another department's webhook looks as if it did not exist", async () => {
    const { webhook } = await world.told()
    const asOther = (method: string, path: string, body?: unknown) =>
      world.hub.call("b-sync", method, `/v1/webhooks/${path}`, body)
    for (const id of [webhook.id, randomUUID()]) {
      assert.equal((await asOther("GET", id)).code, "not_found")
      assert.equal((await asOther("DELETE", id)).code, "not_found")
      assert.equal((await asOther("POST", `${id}/secret`)).code, "not_found")
      assert.equal((await asOther("POST", `${id}/ping`)).code, "not_found")
      const since = new Date().toISOString()
      assert.equal((await asOther("POST", `${id}/replay`, { since })).code, "not_found")
    }
    assert.deepEqual((await world.hub.call("b-sync", "GET", "/v1/webhooks")).body, { items: [] })
  })

  test("an address that may not be reached is refused with its rule", async () => {
    const refused: [string, string][] = [
      ["https://10.0.0.1/", "address_refused"],
      ["https://[::1]/", "address_refused"],
      ["https://169.254.169.254/latest/meta-data", "address_refused"],
      ["https://user:word@food.example.gov.cn/", "credentials"],
      ["https://food.example.gov.cn/#part", "fragment"],
      ["ftp://food.example.gov.cn/", "https"],
      ["http://203.0.113.7/", "address_refused"],
    ]
    for (const [url, rule] of refused) {
      const { code, params } = await world.ask("POST", "", { url, types: [] })
      assert.deepEqual([code, params?.["rule"]], ["webhook_refused", rule], url)
    }
  })

  test("a department has ten webhooks at most", async () => {
    for (let n = 0; n < 10; n++) await world.register(`https://food.example.gov.cn/${n}`)
    const { code } = await world.ask("POST", "", { url: "https://food.example.gov.cn/", types: [] })
    assert.equal(code, "webhooks_full")
  })

  test("what is told can be pulled as well, page by page, and from any event on", async () => {
    await report(world.hub, "PULL-BEFORE", "ACCEPTED", "30")
    const { receiver } = await world.told()
    for (let n = 0; n < 5; n++) await report(world.hub, `PULL-${n}`, "ACCEPTED", "30")
    const told = (await receiver.arrived(5)).map(({ event }) => event).sort(bySequence)
    const [earliest = assert.fail()] = told
    const before = String(Number(earliest.sequence) - 1).padStart(16, "0")
    const pulled: HubEvent[] = []
    for (let cursor = ""; ;) {
      const path = `/v1/events?after=${before}&limit=2${cursor}`
      const { body } = await world.hub.call("a-sync", "GET", path)
      const { items, next } = body as { items: HubEvent[]; next?: string }
      pulled.push(...items)
      if (next === undefined) break
      cursor = `&cursor=${next}`
    }
    assert.deepEqual(pulled, told)
    const since = `/v1/events?since=${encodeURIComponent(told[3]?.time ?? "")}`
    const { body } = await world.hub.call("a-sync", "GET", since)
    assert.deepEqual((body as { items: HubEvent[] }).items, told.slice(3))
    assert.deepEqual((await world.hub.call("b-sync", "GET", "/v1/events")).body, { items: [] })
  })
})

const first = ([message]: readonly Received[]): Received => message ?? assert.fail("nothing came")

const verified = (secret: string, { headers, body }: Received): unknown =>
  new StandardWebhook(secret).verify(
    body,
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
  )

const bySequence = (one: HubEvent, two: HubEvent): number =>
  (one.sequence ?? "") < (two.sequence ?? "") ? -1 : 1
