import assert from "node:assert/strict"
import { execFile } from "node:child_process"
import { copyFile, mkdir, mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { monitorEventLoopDelay } from "node:perf_hooks"
import { after, before, suite, test } from "node:test"
import { setTimeout } from "node:timers/promises"
import { promisify } from "node:util"
import { sql } from "kysely"
import { cacheFile, ensureSeed } from "../src/store/embedded/seed.ts"
import { openDatabase } from "../src/store/open.ts"
import { engine } from "./support/database.ts"

const run = promisify(execFile)

suite("the embedded database", { skip: engine !== "PGlite" && "not embedded here" }, () => {
  let folder: string

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "tongban-embedded-"))
  })
  after(() => rm(folder, { recursive: true, force: true }))

  test("the hub's own thread stays free while the database is busy", async (t) => {
    const db = await openDatabase({ folder: join(folder, "busy") })
    const delay = monitorEventLoopDelay({ resolution: 10 })
    delay.enable()
    // A delay is counted between two turns: one before the query, and one that may come late.
    await setTimeout(50)
    const began = performance.now()
    await sql`select sum(sqrt(n)) from generate_series(1, 3000000) as n`.execute(db)
    const busyMs = performance.now() - began
    await setTimeout(50)
    delay.disable()
    const delayMs = delay.max / 1e6
    t.diagnostic(`busy ${busyMs.toFixed(0)} ms, longest delay ${delayMs.toFixed(0)} ms`)
    assert.ok(delayMs < busyMs / 2, `${delayMs} of ${busyMs} ms`)
    await db.destroy()
  })

  for (const [how, conditions, path] of [
    ["from source", ["--conditions=@tongban/source"], "../src/store/open.ts"],
    ["as it is published", [], "../dist/store/open.js"],
  ] as const) {
    test(`runs ${how}, and a process that has closed it ends`, async () => {
      const script = `
        import { openDatabase } from ${JSON.stringify(new URL(path, import.meta.url).href)}
        const db = await openDatabase({ folder: process.argv[1] })
        console.log((await db.selectFrom("persons").selectAll().execute()).length)
        await db.destroy()`
      const args = [...conditions, "--input-type=module", "--eval", script, join(folder, how)]
      const { stdout } = await run(process.execPath, args, { timeout: 60_000 })
      assert.equal(stdout.trim(), "0")
    })
  }

  test("an empty database that was cut while it was unpacked is made anew", async () => {
    const cut = join(folder, "cut", "pglite.new")
    await mkdir(cut, { recursive: true })
    await writeFile(join(cut, "PG_VERSION"), "18\n")
    await (await openDatabase({ folder: join(folder, "cut") })).destroy()
    assert.ok((await stat(join(folder, "cut", "pglite", "global"))).isDirectory())
    await assert.rejects(stat(cut))
  })

  // Both wait: one for a limit, one for PGlite's initdb.
  suite("in a while", { concurrency: true }, () => {
    test("who asks the database inside a transaction of its own is told, not kept for ever", async () => {
      const db = await openDatabase({ folder: join(folder, "inside") })
      const inside = db.transaction().execute(() => sql`select 1`.execute(db))
      await assert.rejects(inside, /timeout/)
      assert.deepEqual((await sql`select 1 as one`.execute(db)).rows, [{ one: 1 }])
      await db.destroy()
    })

    test("a missing, cut or foreign cache of it is made again", async () => {
      await ensureSeed()
      const [missing, cut, foreign] = ["missing", "cut", "foreign"].map((name) =>
        join(folder, `${name}.seed`),
      )
      assert.ok(missing !== undefined && cut !== undefined && foreign !== undefined)
      await copyFile(cacheFile(), cut)
      await truncate(cut, 1_000_000)
      await writeFile(foreign, Buffer.alloc(1_000_000, "foreign"))
      for (const file of [missing, cut, foreign]) {
        await ensureSeed(file)
        const size = (await readFile(file)).length
        assert.ok(size > 2_000_000, `${file}: ${size} bytes`)
        const kept = await stat(file)
        await ensureSeed(file)
        assert.equal((await stat(file)).mtimeMs, kept.mtimeMs, "once made, it is used")
      }
    })
  })
})
