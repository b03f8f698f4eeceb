import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import type { Case } from "@tongban/standards"
import { FolderUnusable, startHub } from "@tongban/hub"
import { engine } from "./support/database.ts"
import { report } from "./support/department.ts"
import { item } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"

suite("the hub over its own HTTP", () => {
  let world: HubWorld

  before(async () => {
    world = await HubWorld.make()
  })
  after(() => world.close())

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

  test("what is acknowledged is there after a restart", async () => {
    const number = `N-${randomUUID()}`
    const { id } = (await report(world, number, "ACCEPTED", "30")).body as Case
    await world.stop()
    await world.start()
    assert.equal(
      ((await world.call("a-sync", "GET", `/v1/cases/${id}`)).body as Case).localNumber,
      number,
    )
  })
})
