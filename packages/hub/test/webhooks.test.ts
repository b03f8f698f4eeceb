import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, afterEach, before, beforeEach, suite, test } from "node:test"
import { HTTP } from "cloudevents"
import type { CloudEvent } from "cloudevents"
import { Webhook as StandardWebhook } from "standardwebhooks"
import { verifyWebhook } from "@tongban/sdk/webhooks"
import { HubEvent } from "@tongban/standards"
import type { Webhook } from "@tongban/standards"
import { report } from "./support/department.ts"
import { HubWorld } from "./support/hub-world.ts"
import { Receiver } from "./support/receiver.ts"
import type { Received } from "./support/receiver.ts"

suite("webhooks", () => {
  let world: HubWorld
  let receiver: Receiver

  before(async () => {
    world = await HubWorld.make()
  })
  beforeEach(async () => {
    receiver = await Receiver.make()
  })
  afterEach(async () => {
    const { body } = await world.call("a-sync", "GET", "/v1/webhooks")
    for (const { id } of (body as { items: Webhook[] }).items)
      await world.call("a-sync", "DELETE", `/v1/webhooks/${id}`)
    await receiver.close()
  })
  after(() => world.close())

  const create = async (types: string[] = [], key?: string) => {
    const answer = await world.call(
      "a-sync",
      "POST",
      "/v1/webhooks",
      { url: receiver.url, types },
      key ?? randomUUID(),
    )
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return answer.body as { webhook: Webhook; secret: string }
  }

  test("what happens to a case is posted, as CloudEvents and Standard Webhooks read it", async () => {
    const { secret } = await create()
    await report(world, "FOOD-1", "ACCEPTED", "30")
    const [first] = await receiver.arrived(1)
    assert.ok(first !== undefined)
    const verified = new StandardWebhook(secret).verify(first.body, plain(first))
    assert.deepEqual(verified, first.event)
    const { id, type, source, subject, data } = HTTP.toEvent<{ url: string }>({
      headers: first.headers,
      body: first.body,
    }) as CloudEvent<{ url: string }>
    assert.equal(type, "case.changed")
    assert.equal(source, world.origin)
    assert.equal(id, first.headers["webhook-id"])
    assert.equal(data?.url, `${world.origin}/v1/cases/${subject}`)
    assert.deepEqual(await verifyWebhook(first, secret), first.event)
  })

  test("an event names the case and where to read it, and nothing about anybody", async () => {
    await create()
    await report(world, "FOOD-2", "ACCEPTED", "30")
    const [{ event } = assert.fail()] = await receiver.arrived(1)
    assert.deepEqual(HubEvent.parse(event), event, "and nothing more")
    const { body } = await world.call("a-sync", "GET", new URL(event.data.url).pathname)
    assert.equal((body as { localNumber: string }).localNumber, "FOOD-2")
    assert.doesNotMatch(JSON.stringify(event), /FOOD-2/)
  })
})

const plain = ({ headers }: Received): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
