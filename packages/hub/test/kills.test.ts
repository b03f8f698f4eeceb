import assert from "node:assert/strict"
import { after, before, suite, test } from "node:test"
import pg from "pg"
import { openDatabase } from "../src/store/open.ts"
import { engine } from "./support/database.ts"
import { startHubProcess } from "./support/hub-process.ts"
import { HubWorld } from "./support/hub-world.ts"
import { startOwnPostgres } from "./support/own-postgres.ts"
import { Writers } from "./support/writers.ts"

/** `npm run kills:hub` takes them all. */
const isAll = process.argv.includes("--all")
const hubKills = isAll ? { PGlite: 20, PostgreSQL: 80 }[engine] : 2
const processKills = isAll ? 10 : 1

/** After how many acknowledged writes of a turn the blow falls: another moment each time. */
const momentOf = (turn: number) => 3 + ((turn * 7) % 40)

const seconds = (ms: number) => (ms / 1000).toFixed(1)

suite(`kill -9 of the hub while it writes, on ${engine}`, () => {
  let world: HubWorld
  let writers: Writers

  before(async () => {
    world = await HubWorld.make()
    writers = await Writers.make(world)
  })
  after(() => world.close())

  test(`${hubKills} times: nothing acknowledged is lost, nothing is doubled`, async (t) => {
    let longest = 0
    for (let turn = 0; turn < hubKills; turn++) {
      const began = performance.now()
      const hub = await startHubProcess(world.settings)
      longest = Math.max(longest, performance.now() - began)
      let left = momentOf(turn)
      let killed: Promise<void> | undefined
      await writers.write(
        () => killed !== undefined,
        () => {
          if (--left === 0) killed = hub.kill()
        },
      )
      await killed
    }
    const hub = await startHubProcess(world.settings)
    await writers.settle()
    await hub.kill()
    const db = await openDatabase(world.settings.database)
    await writers.check(db)
    await db.destroy()
    t.diagnostic(
      `${hubKills} kills, ${writers.acknowledged} acknowledged: 0 lost, 0 doubled; up again within ${seconds(longest)} s`,
    )
  })
})

/** How PostgreSQL names the processes of its own that are struck, in turn. */
const victims = [
  "client backend",
  "checkpointer",
  "walwriter",
  "background writer",
  "autovacuum launcher",
]
const backWithinMs = 10_000

suite(
  "kill -9 of PostgreSQL's own processes while the hub writes",
  { skip: engine !== "PostgreSQL" && "the embedded database has none" },
  () => {
    let server: Awaited<ReturnType<typeof startOwnPostgres>>
    let world: HubWorld
    let writers: Writers

    before(async () => {
      server = await startOwnPostgres()
      world = await HubWorld.make({}, (settings) => {
        settings.database = { url: server.url }
      })
      writers = await Writers.make(world)
      await world.start()
    })
    after(async () => {
      await world.close()
      await server.stop()
    })

    test(`${processKills} times: nothing is lost, and it is back within ten seconds`, async (t) => {
      let longest = 0
      for (let turn = 0; turn < processKills; turn++) {
        let left = momentOf(turn)
        let struck: Promise<number> | undefined
        let isBack = false
        await writers.write(
          () => isBack,
          () => {
            left--
            if (left === 0) struck = strike(server.url, victims[turn % victims.length] ?? "")
            // Those that were under way may still be told.
            if (left === -20) isBack = true
          },
        )
        assert.ok(struck !== undefined)
        longest = Math.max(longest, performance.now() - (await struck))
      }
      await writers.settle()
      await world.stop()
      const db = await openDatabase(world.settings.database)
      await writers.check(db)
      await db.destroy()
      await world.start()
      t.diagnostic(
        `${processKills} kills, ${writers.acknowledged} acknowledged: 0 lost, 0 doubled; back within ${seconds(longest)} s`,
      )
      assert.ok(longest < backWithinMs, `${longest} ms`)
    })
  },
)

/** Kills one process of that kind; tells when. */
async function strike(url: string, kind: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  // Every connection ends with the one that is killed.
  client.on("error", () => undefined)
  await client.connect()
  const { rows } = await client.query<{ pid: number }>(
    "select pid from pg_stat_activity where backend_type = $1 and pid <> pg_backend_pid() order by pid",
    [kind],
  )
  const [victim] = rows
  assert.ok(victim !== undefined, `no ${kind}`)
  const at = performance.now()
  process.kill(victim.pid, "SIGKILL")
  await client.end()
  return at
}
