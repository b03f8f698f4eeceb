import assert from "node:assert/strict"
import { after, before, suite, test } from "node:test"
import { sql } from "kysely"
import type { Kysely } from "kysely"
import { inTransaction, sqlState } from "../src/store/database.ts"
import type { Database, Trx } from "../src/store/database.ts"
import { migrations } from "../src/store/migrations/index.ts"
import { openDatabase } from "../src/store/open.ts"
import { engine, newDatabase } from "./support/database.ts"
import type { TestDatabase } from "./support/database.ts"

const onlyOnServer = { skip: engine === "PGlite" && "the embedded database has one connection" }

suite(`the store on ${engine}`, () => {
  let at: TestDatabase
  let db: Database

  before(async () => {
    at = await newDatabase()
    db = await openDatabase(at.place)
  })
  after(async () => {
    await db.destroy()
    await at.remove()
  })

  const newPerson = (trx: Database | Trx, id: string, match = id) =>
    trx
      .insertInto("persons")
      .values({
        id,
        match,
        masked_name: "*秋月",
        assurance_level: 1,
        assurance_scheme: "test",
        assurance_value: "1",
        created_at: new Date(),
      })
      .execute()
  const nameOf = async (id: string) =>
    (await db.selectFrom("persons").select("masked_name").where("id", "=", id).executeTakeFirst())
      ?.masked_name

  test("what is written comes back as the same kind of value", async () => {
    interface Samples {
      samples: Record<keyof typeof row | "nothing", unknown>
    }
    const samples = db as unknown as Kysely<Samples>
    const row = {
      count: 9_007_199_254_740_991,
      small: -7,
      amount: "12345678901234567890.10",
      day: "2026-11-24",
      instant: new Date("2026-11-24T10:32:00.123+08:00"),
      data: { words: "证照", list: [1, null, true] },
      words: ["甲", 'b "c"', ""],
      yes: true,
      no: false,
      bytes: Buffer.from([0, 1, 255]),
      text: "不动产权证书",
    }
    await db.schema
      .createTable("samples")
      .addColumn("count", "int8")
      .addColumn("small", "integer")
      .addColumn("amount", "numeric")
      .addColumn("day", "date")
      .addColumn("instant", "timestamptz")
      .addColumn("data", "jsonb")
      .addColumn("words", sql`text[]`)
      .addColumn("yes", "boolean")
      .addColumn("no", "boolean")
      .addColumn("bytes", "bytea")
      .addColumn("text", "text")
      .addColumn("nothing", "jsonb")
      .execute()
    const written = { ...row, data: JSON.stringify(row.data), nothing: null }
    await samples.insertInto("samples").values(written).execute()
    const read = await samples.selectFrom("samples").selectAll().executeTakeFirstOrThrow()
    assert.deepEqual({ ...read }, { ...row, nothing: null })
    const { rows } = await sql<{ n: unknown }>`select count(*) as n from samples`.execute(db)
    assert.equal(rows[0]?.n, 1)
    const changed = await samples.updateTable("samples").set({ small: 1 }).executeTakeFirst()
    assert.equal(changed.numUpdatedRows, 1n)
  })

  test("a whole number that JavaScript would round is an error, and the connection goes on", async () => {
    const beyond = sql`select 9007199254740993::int8 as n`.execute(db)
    await assert.rejects(beyond, /9007199254740993 is beyond the exact integers/)
    assert.deepEqual((await sql`select 1 as one`.execute(db)).rows, [{ one: 1 }])
  })

  test("a refusal keeps its SQLSTATE, and undoes its transaction alone", async () => {
    await newPerson(db, "first", "same")
    const twice = inTransaction(db, async (trx) => {
      await newPerson(trx, "second")
      await newPerson(trx, "third", "same")
    })
    await assert.rejects(twice, (error) => sqlState(error) === "23505")
    assert.equal(await nameOf("second"), undefined)
    assert.equal(await nameOf("first"), "*秋月")
  })

  test("a transaction whose failed statement was passed over is not taken for committed", async () => {
    await newPerson(db, "kept")
    const passedOver = inTransaction(db, async (trx) => {
      await newPerson(trx, "lost")
      await newPerson(trx, "kept").catch(() => undefined)
    })
    await assert.rejects(passedOver)
    assert.equal(await nameOf("lost"), undefined)
  })

  test("transactions at once count each other's work", async () => {
    await newPerson(db, "counter")
    await Promise.all(
      Array.from({ length: 12 }, () =>
        inTransaction(db, async (trx) => {
          const { assurance_level: level } = await trx
            .selectFrom("persons")
            .select("assurance_level")
            .where("id", "=", "counter")
            .forUpdate()
            .executeTakeFirstOrThrow()
          await trx
            .updateTable("persons")
            .set({ assurance_level: level + 1 })
            .where("id", "=", "counter")
            .execute()
        }),
      ),
    )
    const { assurance_level: level } = await db
      .selectFrom("persons")
      .select("assurance_level")
      .where("id", "=", "counter")
      .executeTakeFirstOrThrow()
    assert.equal(level, 13)
  })

  test(
    "two that lock each other out are both done: the one that is refused tries again",
    onlyOnServer,
    async () => {
      await newPerson(db, "left")
      await newPerson(db, "right")
      let tries = 0
      let holding = 0
      let bothHold = (): void => undefined
      const held = new Promise<void>((resolve) => {
        bothHold = resolve
      })
      const name = (first: string, second: string) =>
        inTransaction(db, async (trx) => {
          tries++
          const set = (id: string) =>
            trx
              .updateTable("persons")
              .set({ masked_name: `*${first}` })
              .where("id", "=", id)
              .execute()
          await set(first)
          if (++holding === 2) bothHold()
          await held
          await set(second)
        })
      await Promise.all([name("left", "right"), name("right", "left")])
      assert.ok(tries > 2, `${tries} tries`)
      assert.equal(await nameOf("left"), await nameOf("right"), "one after the other, not mixed")
    },
  )

  test(
    "hubs that start at once on an empty database all come up, and make the tables once",
    onlyOnServer,
    async () => {
      const empty = await newDatabase()
      const hubs = await Promise.all(Array.from({ length: 4 }, () => openDatabase(empty.place)))
      const made = await sql<{ name: string }>`select name from kysely_migration order by name`
        .execute(hubs[0] ?? db)
        .finally(() => Promise.all(hubs.map((hub) => hub.destroy())))
      assert.deepEqual(
        made.rows.map(({ name }) => name),
        Object.keys(migrations),
      )
      await empty.remove()
    },
  )

  test("each migration has a number of its own, and they stand in order", () => {
    const numbers = Object.keys(migrations).map((name) => Number(name.slice(0, 4)))
    assert.deepEqual(
      numbers,
      [...new Set(numbers)].sort((a, b) => a - b),
    )
  })
})
