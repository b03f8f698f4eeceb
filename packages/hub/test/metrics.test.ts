import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import { redeem, report } from "./support/department.ts"
import { freePort } from "./support/free-port.ts"
import { he, item } from "./support/hub-settings.ts"
import { pdf, RawTus, surfaceFor } from "./support/uploading.ts"
import { WebhookWorld } from "./support/webhook-world.ts"

suite("what whoever operates the hub can measure", () => {
  let world: WebhookWorld
  let address: string

  before(async () => {
    const listen = { host: "127.0.0.1", port: await freePort() }
    address = `http://127.0.0.1:${listen.port}/metrics`
    world = await WebhookWorld.make((settings) => {
      settings.metricsListen = listen
    })
  })
  after(() => world.close())

  /** What is measured now, by name and labels. */
  const read = async (): Promise<Map<string, number>> => {
    const text = await (await fetch(address)).text()
    const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"))
    return new Map(
      lines.map((line) => {
        const at = line.lastIndexOf(" ")
        return [line.slice(0, at), Number(line.slice(at + 1))]
      }),
    )
  }
  /** How much more than before. */
  const during = async (work: () => Promise<unknown>) => {
    const before = await read()
    await work()
    // What was answered is counted once its connection has taken it; that of the next is later.
    await fetch(`${world.hub.origin}/healthz`)
    const after = await read()
    return (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0)
  }

  test("requests, by operation and class of status, and never by their address", async () => {
    const number = `N-${randomUUID()}`
    const more = await during(async () => {
      await report(world.hub, number, "ACCEPTED", "30")
      await world.hub.call("a-sync", "GET", "/v1/cases/nothing-there")
      await fetch(`${world.hub.origin}/v1/${number}`)
    })
    const count = (operation: string, status: string) =>
      more(`tongban_request_seconds_count{operation="${operation}",status="${status}"}`)
    assert.equal(count("cases.report", "2xx"), 1)
    assert.equal(count("cases.get", "4xx"), 1)
    assert.equal(count("not_found", "4xx"), 1)
    const text = await (await fetch(address)).text()
    assert.ok(!text.includes(number) && !text.includes("nothing-there"))
  })

  test("redemptions, by the rule that refused them", async () => {
    const paper = await world.hub.register(he)
    const { handle } = await (await world.hub.logIn(he)).pick(paper.id)
    const more = await during(async () => {
      await redeem(world.hub, [handle], `N-${randomUUID()}`)
      await redeem(world.hub, [handle], "another")
      await redeem(world.hub, [`tbh1_${"A".repeat(43)}`], "x")
    })
    const count = (rule: string) => more(`tongban_redemptions_total{rule="${rule}"}`)
    assert.deepEqual([count("none"), count("other_case"), count("unknown")], [1, 1, 1])
  })

  test("the bytes of uploads", async () => {
    const { token } = await surfaceFor(await world.hub.logIn(he), [item.selfMade])
    const more = await during(() => new RawTus(world.hub, token).whole(pdf(100_000)))
    // As they are stored: sealed, a record of at most 256 KB has 40 more.
    assert.equal(more("tongban_upload_bytes_total"), 100_000 + 40)
  })

  test("tries to deliver, by what came of them; and what waits, with its age", async () => {
    const { receiver, webhook } = await world.told()
    let fail = true
    receiver.answering = () => (fail ? 500 : 204)
    const more = await during(async () => {
      await report(world.hub, `N-${randomUUID()}`, "ACCEPTED", "30")
      await world.until(webhook.id, (each) => each.failing !== undefined)
    })
    assert.equal(more('tongban_webhook_tries_total{result="status"}'), 1)
    world.hub.ahead = 4000
    const waiting = await read()
    assert.equal(waiting.get('tongban_waiting_events{waits_for="delivery"}'), 1)
    const age = waiting.get("tongban_oldest_waiting_event_seconds") ?? 0
    assert.ok(age >= 4 && age < 30, `${age} s`)
    fail = false
    const later = await during(async () => {
      await world.nextTry(webhook.id)
      await world.until(webhook.id, (each) => each.failing === undefined)
    })
    assert.equal(later('tongban_webhook_tries_total{result="delivered"}'), 1)
    assert.equal((await read()).get('tongban_waiting_events{waits_for="delivery"}'), 0)
  })

  test("the pool's connections, and the process", async () => {
    const now = await read()
    const connections = ["busy", "idle", "waiting"].map((state) =>
      now.get(`tongban_database_connections{state="${state}"}`),
    )
    assert.ok(
      connections.every((count) => count !== undefined),
      connections.join(),
    )
    assert.ok((now.get("process_cpu_seconds_total") ?? 0) > 0)
  })

  test("nowhere but at their own address, and there nothing else", async () => {
    assert.equal((await fetch(`${world.hub.origin}/metrics`)).status, 404)
    assert.equal((await fetch(new URL("/healthz", address))).status, 404)
    assert.equal((await fetch(address, { method: "POST" })).status, 404)
  })
})
