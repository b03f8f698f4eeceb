import assert from "node:assert/strict"
import { setTimeout as pause } from "node:timers/promises"
import { after, before, suite, test } from "node:test"
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from "kysely"
import type { Migration } from "kysely/migration"
import { startHub } from "@tongban/hub"
import type { Database } from "../src/store/database.ts"
import { migrate } from "../src/store/migrate.ts"
import { migrations } from "../src/store/migrations/index.ts"
import { openDatabase } from "../src/store/open.ts"
import { report } from "./support/department.ts"
import { engine } from "./support/database.ts"
import { freePort } from "./support/free-port.ts"
import { HubWorld } from "./support/hub-world.ts"

/** A column that a version which doesn't know of it can leave out: it may be empty, or has a default. */
const column = String.raw`"\w+" ([^,]* default [^,]* not null|((?! not null)[^,])*)`

/** What a version that doesn't know of it can live with. */
const adding: RegExp[] = [
  /^create table "\w+" /,
  /^create index "\w+" on /,
  new RegExp(String.raw`^alter table "\w+" add column ${column}(, add column ${column})*$`),
  /^(insert into|update|select) /,
]

/** What was done before there was a rule. Nothing is added here without a plan for the version before. */
const exceptions: Readonly<Record<string, readonly RegExp[]>> = {
  // Nothing was released then.
  "0005-session-events": [/^alter table "outbox" alter column "case_id" drop not null$/],
}

suite("every migration lets the version before it serve on", () => {
  for (const [name, migration] of Object.entries(migrations))
    test(name, async () => {
      const statements = await statementsOf(migration)
      const made = statements.flatMap((each) => /^create table "(\w+)"/.exec(each)?.[1] ?? [])
      const others = statements.filter(
        (each) =>
          ![...adding, ...(exceptions[name] ?? [])].some((allowed) => allowed.test(each)) &&
          !isOfTable(each, made),
      )
      assert.deepEqual(others, [], "it only adds; what has to go goes two versions later")
      assert.ok(statements.length > 0)
    })
})

/** Whatever is done to a table that the migration itself makes: nobody uses it yet. */
const isOfTable = (statement: string, tables: readonly string[]): boolean =>
  tables.some((table) =>
    new RegExp(`^(alter table|create unique index "\\w+" on) "${table}" `).test(statement),
  )

/** What a migration would run, on a database that holds nothing. */
async function statementsOf({ up }: Migration): Promise<string[]> {
  const statements: string[] = []
  const db = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (of) => new PostgresIntrospector(of),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: ({ query }) => {
      statements.push(query.sql)
    },
  })
  await up(db)
  return statements
}

/** What a later version might do: a table, a column, an index, and a value for each row. */
const later: Migration = {
  async up(db) {
    await db.schema
      .createTable("later")
      .addColumn("id", "text", (c) => c.primaryKey())
      .execute()
    await db.schema.alterTable("cases").addColumn("later", "text").execute()
    await db.schema.createIndex("cases_later").on("cases").columns(["later"]).execute()
    await (db as Database)
      .updateTable("cases")
      .set({ later: "x" } as object)
      .execute()
  },
}
const ofNextVersion = { ...migrations, "9999-later": later }

suite(
  "a new version migrates while the old one serves",
  { skip: engine === "PGlite" && "PGlite is one process's" },
  () => {
    let world: HubWorld
    let next: Database

    before(async () => {
      world = await HubWorld.make()
      next = await openDatabase(world.settings.database)
    })
    after(async () => {
      await next.destroy()
      await world.close()
    })

    /** Writes on and on; tells of each write how it ended, and the longest that one took. */
    const writing = () => {
      let over = false
      const statuses: number[] = []
      let longestMs = 0
      const write = async (writer: number) => {
        for (let n = 0; !over; n++) {
          const began = performance.now()
          statuses.push((await report(world, `M-${writer}-${n}`, "ACCEPTED", "30")).status)
          longestMs = Math.max(longestMs, performance.now() - began)
        }
      }
      const writers = Array.from({ length: 4 }, (_, n) => write(n))
      return {
        atLeast: async (count: number) => {
          while (statuses.length < count) await pause(5)
        },
        count: () => statuses.length,
        async end() {
          over = true
          await Promise.all(writers)
          return { statuses: [...new Set(statuses)], longestMs }
        },
      }
    }

    test("a long read holds up the migration, and no write behind it", async () => {
      const writes = writing()
      await writes.atLeast(20)
      const reading = await next.startTransaction().execute()
      await reading.selectFrom("cases").select("id").limit(1).execute()
      let migrated = false
      const migrating = migrate(next, ofNextVersion).then(() => (migrated = true))
      // Longer than a change of a table waits.
      await pause(3500)
      const before = writes.count()
      await writes.atLeast(before + 5)
      assert.equal(migrated, false)
      await reading.rollback().execute()
      await migrating
      await writes.atLeast(writes.count() + 20)
      const { statuses, longestMs } = await writes.end()
      assert.deepEqual(statuses, [200])
      assert.ok(longestMs < 3500, `${longestMs} ms`)
    })

    test("the old version serves on, and starts again, on tables that are newer", async () => {
      assert.equal((await report(world, "SERVES-ON", "ACCEPTED", "30")).status, 200)
      const listen = { host: "127.0.0.1", port: await freePort() }
      const again = await startHub({ ...world.settings, listen })
      await world.stop()
      await again.close()
      await world.start()
      assert.equal((await report(world, "AGAIN", "ACCEPTED", "30")).status, 200)
      const rows = await next
        .selectFrom("cases")
        .selectAll()
        .where("local_number", "=", "AGAIN")
        .execute()
      assert.equal((rows[0] as { later?: unknown } | undefined)?.later, null)
    })

    test("the new version starts beside it and finds nothing to do", async () => {
      await migrate(next, ofNextVersion)
    })
  },
)
