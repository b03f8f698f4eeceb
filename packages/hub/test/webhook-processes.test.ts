import assert from "node:assert/strict"
import { test } from "node:test"
import { startHub } from "@tongban/hub"
import { openDatabase } from "../src/store/open.ts"
import { report } from "./support/department.ts"
import { engine } from "./support/database.ts"
import { freePort } from "./support/free-port.ts"
import { startHubProcess } from "./support/hub-process.ts"
import { WebhookWorld } from "./support/webhook-world.ts"

test("killed after a message was sent and before that was noted, it comes again under the same id", async () => {
  const world = await WebhookWorld.make()
  try {
    const { receiver } = await world.told()
    await world.hub.stop()
    const hub = await startHubProcess(world.hub.settings)
    receiver.answering = () => Promise.resolve(undefined)
    await report(world.hub, "KILLED-1", "ACCEPTED", "30")
    await receiver.arrived(1)
    await hub.kill()
    receiver.answering = () => 204
    // What the killed one had claimed is free again after a minute.
    world.hub.ahead = 61_000
    await world.hub.start()
    const [sent, again] = await receiver.arrived(2)
    assert.equal(again?.headers["webhook-id"], sent?.headers["webhook-id"])
    assert.deepEqual(again?.event, sent?.event)
  } finally {
    await world.close()
  }
})

test("no secret stands in the database, not even where an answer is kept for a retry", async () => {
  const world = await WebhookWorld.make()
  try {
    const { webhook, secret } = await world.register("https://food.example.gov.cn/")
    const { body } = await world.ask("POST", `/${webhook.id}/secret`)
    const secrets = [secret, (body as { secret: string }).secret]
    await world.hub.stop()
    const db = await openDatabase(world.hub.settings.database)
    const rows = [
      ...(await db.selectFrom("webhooks").selectAll().execute()),
      ...(await db.selectFrom("idempotency").selectAll().execute()),
    ]
    await db.destroy()
    await world.hub.start()
    assert.equal(rows.length, 3)
    for (const each of secrets) {
      const key = each.slice("whsec_".length)
      for (const form of [key, Buffer.from(each).toString("base64url")])
        assert.ok(!JSON.stringify(rows).includes(form))
    }
  } finally {
    await world.close()
  }
})

test(
  "two processes on one database bring each event once, and each case's in their order",
  { skip: engine === "PGlite" && "PGlite is one process's" },
  async () => {
    const world = await WebhookWorld.make()
    const listen = { host: "127.0.0.1", port: await freePort() }
    const second = await startHub({ ...world.hub.settings, listen })
    try {
      const { receiver } = await world.told()
      const numbers = Array.from({ length: 20 }, (_, n) => `TWO-${n}`)
      for (const [n, state] of ["ACCEPTED", "IN_REVIEW", "APPROVED"].entries())
        await Promise.all(numbers.map((each) => report(world.hub, each, state, `${n}`)))
      const messages = await receiver.arrived(60)
      await report(world.hub, "TWO-LAST", "ACCEPTED", "0")
      await receiver.arrived(61)
      assert.equal(new Set(messages.map(({ event }) => event.id)).size, 61)
      const last = new Map<string, string>()
      for (const { event } of messages) {
        assert.ok((event.sequence ?? "") > (last.get(event.subject) ?? ""))
        last.set(event.subject, event.sequence ?? "")
      }
    } finally {
      await second.close()
      await world.close()
    }
  },
)
