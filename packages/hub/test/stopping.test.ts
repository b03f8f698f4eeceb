import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { Agent, request } from "node:http"
import { connect } from "node:net"
import { text } from "node:stream/consumers"
import { after, before, suite, test } from "node:test"
import { watchSessions } from "@tongban/standards"
import { openDatabase } from "../src/store/open.ts"
import { report } from "./support/department.ts"
import { engine } from "./support/database.ts"
import { startHubProcess } from "./support/hub-process.ts"
import { item } from "./support/hub-settings.ts"
import type { HubWorld } from "./support/hub-world.ts"
import { WebhookWorld } from "./support/webhook-world.ts"

/** How one request ended: with its whole answer, before anything was heard of it, or in between. */
type Ended = number | "not taken" | "cut"

/** The embedded database takes seconds to open, and stops in the same way. */
const skip = engine === "PGlite" && "on PostgreSQL"

suite("a hub that is asked to stop", { skip }, () => {
  let world: WebhookWorld

  before(async () => {
    world = await WebhookWorld.make()
  })
  after(() => world.close())

  test("cuts no answer: what was sent is answered whole, or was never taken", async () => {
    await world.hub.stop()
    const hub = await startHubProcess(world.hub.settings)
    const numbers = new Map<string, Ended>()
    let stopped = false
    const agents: Agent[] = []
    /** One department's program, which reports on a connection that it keeps. */
    const write = async (n: number) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 })
      agents.push(agent)
      for (let nth = 0; !stopped; nth++) {
        const number = `TERM-${n}-${nth}`
        const ended = await reportBy(agent, world.hub, number)
        numbers.set(number, ended)
        if (ended === "not taken") return
      }
    }
    const writers = Array.from({ length: 8 }, (_, n) => write(n))
    while ([...numbers.values()].filter((ended) => ended === 200).length < 40)
      await new Promise((resolve) => setImmediate(resolve))
    const code = await hub.stop()
    stopped = true
    await Promise.all(writers)
    for (const agent of agents) agent.destroy()

    const db = await openDatabase(world.hub.settings.database)
    const rows = await db.selectFrom("cases").select("local_number").execute()
    await db.destroy()
    const kept = new Set(rows.map((row) => row.local_number))
    const answered = [...numbers].filter(([, ended]) => ended === 200).map(([number]) => number)
    await world.hub.start()
    assert.equal(code, 0)
    const others = [...numbers].filter(([, ended]) => ended !== 200 && ended !== "not taken")
    assert.deepEqual(others, [])
    assert.ok(answered.every((number) => kept.has(number)))
    assert.equal(kept.size, answered.length, "what was not answered was not done")
  })

  test("says so while it still listens, and then takes nothing more", async () => {
    await world.hub.stop()
    world.hub.settings.stopAnnouncedSeconds = 1
    await world.hub.start()
    const stopped = world.hub.stop()
    const answer = await fetch(`${world.hub.origin}/healthz`)
    const { code } = (await answer.json()) as { code: string }
    assert.deepEqual(
      [answer.status, code, answer.headers.get("connection")],
      [503, "stopping", "close"],
    )
    assert.equal((await report(world.hub, "WHILE-1", "ACCEPTED", "30")).status, 200)
    await stopped
    await assert.rejects(fetch(`${world.hub.origin}/healthz`))
    world.hub.settings.stopAnnouncedSeconds = 0
    await world.hub.start()
  })

  test("ends its streams with a word when to come again", async () => {
    const url = world.hub.origin + watchSessions.path
    const headers = await world.hub.auth("a-portal").authorize("GET", url)
    const told = (await fetch(url, { headers })).text()
    // Its first event is out once another answer is.
    await fetch(`${world.hub.origin}/healthz`)
    await world.hub.stop()
    const [, hint = ""] = /\nretry: (\d+)\n\n$/.exec(await told) ?? []
    assert.ok(Number(hint) >= 500 && Number(hint) <= 3000, hint)
    await world.hub.start()
  })

  test("brings the deliveries under way to their end", async () => {
    const { receiver, webhook } = await world.told()
    let answer: (status: number) => void = () => undefined
    receiver.answering = () => new Promise((resolve) => (answer = resolve))
    await report(world.hub, "DELIVERED-1", "ACCEPTED", "30")
    await receiver.arrived(1)
    const stopped = world.hub.stop()
    await assert.rejects(askedUntilClosed(world.hub))
    answer(204)
    await stopped
    await world.hub.start()
    const { lastDeliveredAt } = await world.get(webhook.id)
    assert.ok(lastDeliveredAt !== undefined)
  })

  test("waits no longer than it is told to", { timeout: 20_000 }, async () => {
    await world.hub.stop()
    world.hub.settings.stopWithinSeconds = 1
    await world.hub.start()
    const { receiver } = await world.told()
    receiver.answering = () => Promise.resolve(undefined)
    await report(world.hub, "NEVER-1", "ACCEPTED", "30")
    await receiver.arrived(1)
    // A request whose body never comes.
    const half = connect(Number(new URL(world.hub.origin).port), "127.0.0.1")
    half.on("error", () => undefined)
    half.write(
      "POST /v1/webhooks HTTP/1.1\r\nhost: x\r\n" +
        "content-type: application/json\r\ncontent-length: 10\r\n\r\n",
    )
    await fetch(`${world.hub.origin}/healthz`)
    const began = performance.now()
    await world.hub.stop()
    const took = performance.now() - began
    assert.ok(took >= 900 && took < 4000, `${took} ms`)
    await world.hub.start()
  })
})

/** Asks until nobody listens any more. */
async function askedUntilClosed({ origin }: HubWorld): Promise<void> {
  for (;;) await (await fetch(`${origin}/.well-known/tongban`)).arrayBuffer()
}

async function reportBy(agent: Agent, world: HubWorld, number: string): Promise<Ended> {
  const url = `${world.origin}/v1/case-reports/${number}`
  let headers: Record<string, string>
  try {
    headers = await world.auth("a-sync").authorize("POST", url)
  } catch {
    // The token's own request was not taken.
    return "not taken"
  }
  const body = JSON.stringify({
    itemCode: item.code,
    state: "ACCEPTED",
    source: { scheme: "epoint", value: "30" },
    occurredAt: "2026-11-24T10:00:00+08:00",
  })
  return new Promise((resolve) => {
    const asked = request(
      url.replace("localhost", "127.0.0.1"),
      {
        method: "POST",
        agent,
        headers: {
          ...headers,
          "content-type": "application/json",
          "idempotency-key": randomUUID(),
        },
      },
      (answer) => {
        text(answer).then(
          () => {
            resolve(answer.statusCode ?? 0)
          },
          () => {
            resolve("cut")
          },
        )
      },
    )
    asked.on("error", () => {
      resolve("not taken")
    })
    asked.end(body)
  })
}
