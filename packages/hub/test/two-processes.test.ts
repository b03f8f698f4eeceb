import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import { watchSessions } from "@tongban/standards"
import type { Case } from "@tongban/standards"
import { openDatabase } from "../src/store/open.ts"
import { redemptionsOf } from "./support/answers.ts"
import { Balancer } from "./support/balancer.ts"
import { redeem, report } from "./support/department.ts"
import { engine } from "./support/database.ts"
import { freePort } from "./support/free-port.ts"
import { startHubProcess } from "./support/hub-process.ts"
import type { HubProcess } from "./support/hub-process.ts"
import { he, item, portalOrigin } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"
import { pdf, RawTus, surfaceFor } from "./support/uploading.ts"

suite(
  "two processes on one PostgreSQL work as one, whichever is asked",
  { skip: engine === "PGlite" && "PGlite is one process's" },
  () => {
    let world: HubWorld
    let hubs: HubProcess[]
    let balancer: Balancer

    before(async () => {
      world = await HubWorld.make()
      await world.stop()
      const ports = [await freePort(), await freePort()]
      hubs = await Promise.all(
        ports.map((port) =>
          startHubProcess({ ...world.settings, listen: { host: "127.0.0.1", port } }),
        ),
      )
      balancer = await Balancer.before(ports, Number(new URL(world.origin).port))
    })
    after(async () => {
      await balancer.close()
      await Promise.all(hubs.map((hub) => hub.kill()))
      await world.start()
      await world.close()
    })

    test("a whole story, each request at the other one: login, pick, redeem, report, read", async () => {
      const before = [...balancer.asked]
      const paper = await world.register(he)
      const citizen = await world.logIn(he)
      const { draft, handle } = await citizen.pick(paper.id)
      const number = `N-${randomUUID()}`
      const [redemption] = redemptionsOf(await redeem(world, [handle], number))
      assert.equal(redemption?.caseId, draft)
      assert.equal((await report(world, number, "ACCEPTED", "30")).status, 200)
      const { body } = await citizen.ask("GET", `/tongban/v1/cases/${draft}`)
      assert.deepEqual([(body as Case).state, (body as Case).localNumber], ["ACCEPTED", number])
      for (const [nth, count] of balancer.asked.entries())
        assert.ok(count - (before[nth] ?? 0) >= 8, `the process ${nth} was asked ${count} times`)
    })

    test(
      "a login that ends at one ends at the other, and is told to who follows there",
      { timeout: 20_000 },
      async () => {
        const gateway = await world.gateway()
        const { cookie } = await world.logInThrough(gateway, he)
        const url = world.origin + watchSessions.path
        // Two followers, one at each process.
        const followers = await Promise.all(
          [1, 2].map(async () => {
            const headers = await world.auth("a-portal").authorize("GET", url)
            return readerOf(await fetch(url, { headers }))
          }),
        )
        for (const follower of followers) await follower.until('"following"')
        await gateway.fetch(
          new Request(`${portalOrigin}/tongban/logout`, {
            method: "POST",
            headers: { cookie, origin: portalOrigin, "tongban-request": "1" },
          }),
        )
        for (const follower of followers) await follower.until('"ended"')
        for (const follower of followers) await follower.leave()
      },
    )

    test("one key, sent twenty times at once to both: one effect and one answer", async () => {
      const [key, number] = [randomUUID(), `K-${randomUUID()}`]
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => report(world, number, "ACCEPTED", "30", key)),
      )
      const done = answers.filter(({ status }) => status === 200)
      assert.ok(done.length > 0)
      for (const { status, code } of answers)
        assert.ok(status === 200 || code === "idempotency_in_progress", `${status} ${code ?? ""}`)
      assert.equal(new Set(done.map(({ body }) => JSON.stringify(body))).size, 1)
      const db = await openDatabase(world.settings.database)
      const rows = await db
        .selectFrom("case_events")
        .innerJoin("cases", (join) =>
          join
            .onRef("cases.department_id", "=", "case_events.department_id")
            .onRef("cases.id", "=", "case_events.case_id"),
        )
        .select("case_events.id")
        .where("cases.local_number", "=", number)
        .execute()
      await db.destroy()
      assert.equal(rows.length, 1)
    })

    test("a file goes to both in turn, a piece at a time, and becomes one paper", async () => {
      const { token } = await surfaceFor(await world.logIn(he), [item.selfMade])
      const upload = new RawTus(world, token)
      const bytes = pdf(400_000)
      const path = await upload.begun(bytes.length)
      for (let at = 0; at < bytes.length; at += 100_000) {
        assert.equal(await upload.offset(path), at)
        const answer = await upload.patch(path, at, bytes.subarray(at, at + 100_000))
        assert.equal(answer.status, 204, await answer.text())
      }
    })
  },
)

/** Reads a stream of events as text. */
function readerOf(response: Response) {
  assert.ok(response.body)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let read = ""
  return {
    async until(words: string): Promise<void> {
      while (!read.includes(words)) {
        const { done, value } = await reader.read()
        assert.ok(!done, `the stream ended before ${words}: ${read}`)
        read += value
      }
    },
    leave: () => reader.cancel(),
  }
}
