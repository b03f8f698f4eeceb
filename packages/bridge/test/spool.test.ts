import assert from "node:assert/strict"
import { readdirSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { suite, test } from "node:test"
import type { TestContext } from "node:test"
import { spooledTickets } from "../src/serve/spool.ts"
import { newFolder } from "./support/folder.ts"
import { ownerWorld } from "./support/owner-world.ts"
import { freePort } from "./support/port.ts"
import { assertRefused } from "./support/refused.ts"

/** Two bridges of one instance, with state of their own and one spool. */
async function twoBridges(t: TestContext) {
  const world = await ownerWorld(t)
  world.config.spool = join(world.folder, "spool")
  const one = await world.start()
  const other = await world.start(undefined, { port: await freePort(), state: "state-2" })
  return { world, one, other }
}

suite("several processes of one instance share a spool of used tickets (protocol M12)", () => {
  test("a ticket that is brought to both at once is used once, each time", async (t) => {
    const { world, one, other } = await twoBridges(t)
    for (let round = 0; round < 20; round++) {
      const ticket = await world.ticket()
      const answers = await Promise.all([one.deliver(ticket), other.deliver(ticket)])
      const statuses = answers.map(({ status }) => status).toSorted()
      assert.deepEqual(statuses, [200, 403], `round ${round}`)
      const refused = answers.find(({ status }) => status === 403)
      assert.ok(refused)
      await assertRefused(refused, 403, "ticket_refused", { rule: "replay" })
    }
  })

  test("a process that starts later takes what the others take, and refuses what they have used", async (t) => {
    const { world, one, other } = await twoBridges(t)
    const [used, fresh] = [await world.ticket(), await world.ticket()]
    assert.equal((await one.deliver(used)).status, 200)
    await other.close()
    const late = await world.start(undefined, { port: await freePort(), state: "state-2" })
    await assertRefused(await late.deliver(used), 403, "ticket_refused", { rule: "replay" })
    assert.equal((await late.deliver(fresh)).status, 200)
  })

  test("what was issued before the spool began is refused: it may have been used without it", async (t) => {
    const { world, one } = await twoBridges(t)
    const iat = Math.floor(Date.now() / 1000) - 20
    const old = await world.ticket({ claims: { iat, exp: iat + 60 } })
    await assertRefused(await one.deliver(old), 403, "ticket_refused", { rule: "issuedBeforeBoot" })
  })

  test("what no ticket can be any more is swept, and nothing else", async (t) => {
    const folder = newFolder(t)
    const spool = await spooledTickets(folder)
    const long = new Date(Date.now() - 3_600_000)
    assert.ok(await spool.mark("recent", 0, new Date()))
    writeFileSync(join(folder, "old.used"), "")
    writeFileSync(join(folder, "somebody's"), "")
    for (const name of ["old.used", "somebody's", "since"])
      utimesSync(join(folder, name), long, long)
    assert.equal(await spool.mark("recent", 0, new Date(Date.now() + 61_000)), false)
    const names = readdirSync(folder)
    assert.ok(!names.includes("old.used"))
    assert.ok(names.includes("since") && names.includes("somebody's"))
    assert.equal(names.filter((name) => name.endsWith(".used")).length, 1)
  })

  test("a folder that cannot be written keeps the bridge from starting", async (t) => {
    const world = await ownerWorld(t)
    world.config.spool = join(world.folder, "root.json")
    await assert.rejects(world.start(), /serve\.spool/)
  })
})
