import assert from "node:assert/strict"
import { after, afterEach, before, suite, test } from "node:test"
import { report } from "./support/department.ts"
import { engine } from "./support/database.ts"
import type { Received } from "./support/receiver.ts"
import { WebhookWorld } from "./support/webhook-world.ts"

const hour = 3_600_000

suite(`deliveries to webhooks on ${engine}`, () => {
  let world: WebhookWorld

  before(async () => {
    world = await WebhookWorld.make()
  })
  afterEach(() => world.clear())
  after(() => world.close())

  let cases = 0
  /** Something happens to so many cases that nothing had happened to. */
  const happen = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n++) await report(world.hub, `CASE-${cases++}`, "ACCEPTED", "30")
  }

  test("a server that is down for half a day gets everything, each under the same id", async () => {
    const { receiver, webhook } = await world.told()
    receiver.answering = () => 503
    await happen(5)
    // At once, and after 5 s, 5 min, 30 min, 2 h and 5 h.
    for (let tries = 1; tries <= 6; tries++) {
      await receiver.arrived(5 * tries)
      await world.nextTry(webhook.id)
    }
    assert.ok(world.hub.ahead > 17 * hour, "the tenth hour is the next wait")
    receiver.answering = () => 204
    const messages = await receiver.arrived(35)
    const ids = (from: number, to: number) => new Set(messages.slice(from, to).map(idOf))
    assert.equal(ids(0, 5).size, 5)
    for (let tries = 1; tries < 7; tries++)
      assert.deepEqual(ids(5 * tries, 5 * tries + 5), ids(0, 5))
    const { failing, lastDeliveredAt } = await world.until(webhook.id, (each) => !each.failing)
    assert.deepEqual([failing, typeof lastDeliveredAt], [undefined, "string"])
  })

  test("a failure is told: its rule and status, since when, and the next try", async () => {
    const { receiver, webhook } = await world.told()
    receiver.answering = () => 500
    await happen(1)
    const { state, failing, nextTryAt } = await world.until(
      webhook.id,
      (each) => each.failing !== undefined,
    )
    assert.deepEqual([state, failing?.rule, failing?.status], ["active", "status", 500])
    assert.equal(failing?.since, failing?.at)
    const wait = new Date(nextTryAt ?? 0).getTime() - new Date(failing?.at ?? 0).getTime()
    assert.ok(wait >= 5000 && wait <= 5500, `${wait} ms`)
  })

  test("a server that is not there at all is told of as unreachable", async () => {
    const { receiver, webhook } = await world.told()
    await receiver.close()
    await happen(1)
    const { failing } = await world.until(webhook.id, (each) => each.failing !== undefined)
    assert.equal(failing?.rule, "unreachable")
    assert.equal(failing.status, undefined)
  })

  test("a server that never answers has four tries under way, and delays nobody", async () => {
    const { receiver: slow } = await world.told()
    slow.answering = () => undefined as unknown as Promise<undefined>
    const { receiver: quick } = await world.told()
    await happen(30)
    await quick.arrived(30)
    assert.equal(slow.received.length, 4)
  })

  test("a server that fails every other time gets everything", async () => {
    const { receiver, webhook } = await world.told()
    const done = new Set<string>()
    let nth = 0
    receiver.answering = (message) => {
      if (nth++ % 2 === 0) return 500
      done.add(idOf(message))
      return 204
    }
    await happen(8)
    await receiver.arrived(8)
    while ((await world.settled(webhook.id)).nextTryAt !== undefined)
      await world.nextTry(webhook.id)
    assert.equal(done.size, 8)
  })

  test("the events of a case come one after the other, in their order, whatever fails", async () => {
    const { receiver, webhook } = await world.told()
    let failures = 2
    receiver.answering = () => (failures-- > 0 ? 500 : 204)
    const states = ["ACCEPTED", "IN_REVIEW", "APPROVED"]
    for (const [n, state] of states.entries()) await report(world.hub, "ORDER-1", state, `${n}`)
    for (let tries = 1; tries <= 2; tries++) {
      await receiver.arrived(tries)
      await world.nextTry(webhook.id)
      assert.equal(receiver.received.length, tries, "those that follow wait for the first")
    }
    const messages = await receiver.arrived(5)
    const sequences = messages.map(({ event }) => event.sequence ?? "")
    assert.deepEqual(sequences, sequences.toSorted())
    assert.equal(new Set(sequences).size, 3)
  })

  test("a redirect is a failure, and nobody follows it", async () => {
    const { receiver, webhook } = await world.told()
    const elsewhere = await world.receiver()
    receiver.answering = (_, response) => {
      response.writeHead(307, { location: elsewhere.url }).end()
      return Promise.resolve(undefined)
    }
    await happen(1)
    const { failing } = await world.until(webhook.id, (each) => each.failing !== undefined)
    assert.deepEqual([failing?.rule, failing?.status], ["redirect", 307])
    assert.equal(elsewhere.received.length, 0)
  })

  test("410 disables; a replay since what was missed tells that and what came meanwhile", async () => {
    const { receiver, webhook } = await world.told()
    receiver.answering = () => 410
    await happen(1)
    const { disabledFor, missedSince } = await world.until(
      webhook.id,
      ({ state }) => state === "disabled",
    )
    assert.equal(disabledFor, "gone")
    const witness = await world.told()
    await happen(2)
    await witness.receiver.arrived(2)
    assert.equal(receiver.received.length, 1)
    receiver.answering = () => 204
    const replayed = await world.ask("POST", `/${webhook.id}/replay`, { since: missedSince })
    assert.equal((replayed.body as { state: string }).state, "active")
    const messages = await receiver.arrived(4)
    assert.equal(new Set(messages.map(idOf)).size, 3)
  })

  test("who fails for three days without one success is disabled, and can have it all again", async () => {
    const { receiver, webhook } = await world.told()
    receiver.answering = () => 500
    await happen(1)
    for (let tries = 1; tries < 10; tries++) {
      await receiver.arrived(tries)
      await world.nextTry(webhook.id)
    }
    const { state, disabledFor, missedSince } = await world.until(
      webhook.id,
      (each) => each.state === "disabled",
    )
    assert.deepEqual([state, disabledFor], ["disabled", "failing"])
    assert.equal(receiver.received.length, 10)
    assert.equal(missedSince, receiver.received[0]?.event.time)
    receiver.answering = () => 204
    await world.ask("POST", `/${webhook.id}/replay`, { since: missedSince })
    const messages = await receiver.arrived(11)
    assert.equal(new Set(messages.map(idOf)).size, 1)
  })

  test("a replay tells again everything since an instant, in its order, under the same ids", async () => {
    const { receiver, webhook } = await world.told()
    await happen(3)
    const told = [...(await receiver.arrived(3))].sort(inOrder)
    await world.until(webhook.id, (each) => each.lastDeliveredAt !== undefined)
    await world.ask("POST", `/${webhook.id}/replay`, { since: told[1]?.event.time })
    const again = (await receiver.arrived(5)).slice(3).sort(inOrder)
    assert.deepEqual(again.map(idOf), told.slice(1).map(idOf))
  })

  test("a webhook that is removed is told nothing more", async () => {
    const { receiver, webhook } = await world.told()
    const witness = await world.told()
    receiver.answering = () => 500
    await happen(1)
    await receiver.arrived(1)
    await world.settled(webhook.id)
    assert.equal((await world.ask("DELETE", `/${webhook.id}`)).status, 204)
    world.hub.ahead = hour
    await happen(1)
    await witness.receiver.arrived(2)
    assert.equal(receiver.received.length, 1)
  })

  for (const status of [429, 503])
    test(`${status} with Retry-After pauses the whole webhook for so long, and nobody else's`, async () => {
      const { receiver, webhook } = await world.told()
      const quick = await world.told()
      receiver.answering = (_, response) => {
        response.writeHead(status, { "retry-after": "7200" }).end()
        return Promise.resolve(undefined)
      }
      await happen(1)
      const { failing, nextTryAt } = await world.until(
        webhook.id,
        (each) => each.failing !== undefined,
      )
      const waits = new Date(nextTryAt ?? 0).getTime() - new Date(failing?.at ?? 0).getTime()
      assert.equal(waits, 2 * hour)
      // Past what the schedule says; the pause holds for what happens meanwhile too.
      world.hub.ahead += hour
      await happen(1)
      await quick.receiver.arrived(2)
      assert.equal(receiver.received.length, 1)
      receiver.answering = () => 204
      await world.nextTry(webhook.id)
      const messages = await receiver.arrived(3)
      assert.equal(new Set(messages.map(idOf)).size, 2)
    })

  test("Retry-After of another status, or one that makes no sense, changes nothing", async () => {
    const { receiver, webhook } = await world.told()
    const answers: [status: number, retryAfter: string][] = [
      [500, "7200"],
      [503, "soon"],
      [503, "-5"],
    ]
    receiver.answering = (_, response) => {
      const [status = 204, asked = ""] = answers.shift() ?? []
      response.writeHead(status, { "retry-after": asked }).end()
      return Promise.resolve(undefined)
    }
    await happen(1)
    for (const [tries, wait] of [
      [1, 5000],
      [2, 300_000],
      [3, 1_800_000],
    ] as const) {
      await receiver.arrived(tries)
      const { failing, nextTryAt } = await world.settled(webhook.id)
      const waits = new Date(nextTryAt ?? 0).getTime() - new Date(failing?.at ?? 0).getTime()
      assert.ok(waits >= wait && waits <= 1.1 * wait, `${waits} ms`)
      await world.nextTry(webhook.id)
    }
    await receiver.arrived(4)
  })
})

const idOf = ({ event }: Received): string => event.id

const inOrder = (one: Received, two: Received): number =>
  (one.event.sequence ?? "") < (two.event.sequence ?? "") ? -1 : 1
