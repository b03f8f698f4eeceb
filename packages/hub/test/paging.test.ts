import assert from "node:assert/strict"
import { randomBytes } from "node:crypto"
import { after, before, suite, test } from "node:test"
import { counting } from "../src/store/counting.ts"
import type { Database } from "../src/store/database.ts"
import { openDatabase } from "../src/store/open.ts"
import { readPage } from "../src/store/read-page.ts"
import { pageAsked } from "../src/http/paging.ts"
import type { Question } from "../src/http/paging.ts"
import { Problem } from "../src/http/problem.ts"
import { engine, newDatabase } from "./support/database.ts"
import type { TestDatabase } from "./support/database.ts"

const key = randomBytes(32)
const question: Question = {
  operation: "cases.list",
  caller: "client a-sync",
  params: {},
  query: { state: "CLOSED" },
}
/** Three instants for many rows: the id has to decide. */
const instants = [0, 1, 2].map((day) => new Date(Date.UTC(2026, 10, 20 + day, 8, 0, 0, 123)))

suite(`pages on ${engine}`, () => {
  let at: TestDatabase
  let db: Database

  before(async () => {
    at = await newDatabase()
    db = await openDatabase(at.place)
    const outbox = (department: string, n: number) => ({
      id: `${department}-${String(n).padStart(3, "0")}`,
      department_id: department,
      type: "test",
      case_id: null,
      client_id: null,
      sid: null,
      at: instants[n % 3] ?? new Date(),
    })
    const numbers = Array.from({ length: 43 }, (_, n) => n)
    await db
      .insertInto("outbox")
      .values(numbers.flatMap((n) => [outbox("a", n), outbox("b", n)]))
      .execute()
  })
  after(async () => {
    await db.destroy()
    await at.remove()
  })

  async function pagesOf(direction: "asc" | "desc", order: "at" | "type", limit: number) {
    let statements = 0
    const counted = db.withPlugin(counting(() => statements++))
    const ids: string[][] = []
    for (let next: string | undefined; ids.length === 0 || next !== undefined;) {
      const query = { state: "CLOSED", limit, ...(next !== undefined && { cursor: next }) }
      const page = await readPage(
        counted.selectFrom("outbox").select(["id", "at", "type"]).where("department_id", "=", "a"),
        { at: order, id: "id", direction, positionOf: (row) => ({ at: row[order], id: row.id }) },
        pageAsked(key, { ...question, query }),
      )
      ids.push(page.rows.map(({ id }) => id))
      next = page.next
    }
    assert.equal(statements, ids.length, "one statement a page")
    return ids
  }

  for (const direction of ["asc", "desc"] as const) {
    for (const order of ["at", "type"] as const) {
      test(`every row comes once, in order, ${direction} by ${order} and id`, async () => {
        const pages = await pagesOf(direction, order, 10)
        assert.deepEqual(
          pages.map((page) => page.length),
          [10, 10, 10, 10, 3],
        )
        const all = await db
          .selectFrom("outbox")
          .select("id")
          .where("department_id", "=", "a")
          .orderBy(order, direction)
          .orderBy("id", direction)
          .execute()
        assert.deepEqual(
          pages.flat(),
          all.map(({ id }) => id),
        )
      })
    }
  }

  test("a page that ends with the last row has no next; nothing is a page too", async () => {
    assert.deepEqual(
      (await pagesOf("asc", "at", 43)).map((page) => page.length),
      [43],
    )
    const none = await readPage(
      db.selectFrom("outbox").select(["id", "at"]).where("department_id", "=", "nobody"),
      { at: "at", id: "id", direction: "asc", positionOf: (row) => row },
      pageAsked(key, question),
    )
    assert.deepEqual(none, { rows: [] })
  })
})

test("20 entries are a page where nothing is asked for", () => {
  assert.equal(pageAsked(key, question).limit, 20)
})

const position = { at: new Date(), id: "a-1" }
const cursor = pageAsked(key, question).cursorAt(position)
const asked = (change: Partial<Question>, by = cursor, withKey: Uint8Array = key) => {
  const { query, ...rest } = { ...question, ...change }
  return pageAsked(withKey, { ...rest, query: { ...(query as object), cursor: by } }).after()
}

test("a cursor leads back to its place, whatever the next page's limit", () => {
  assert.deepEqual(asked({}), position)
  assert.deepEqual(asked({ query: { state: "CLOSED", limit: 3 } }), position)
})

for (const [name, refused] of Object.entries({
  "another operation's": () => asked({ operation: "cases.get" }),
  "another caller's": () => asked({ caller: "client b-sync" }),
  "another path's": () => asked({ params: { itemCode: "1" } }),
  "another filter's": () => asked({ query: { state: "DRAFT" } }),
  "another hub's": () => asked({}, cursor, randomBytes(32)),
  "cut short": () => asked({}, cursor.slice(0, -3)),
  "made up": () => asked({}, randomBytes(60).toString("base64url")),
  "no cursor at all": () => asked({}, "x"),
  changed: () => {
    const bytes = Buffer.from(cursor, "base64url")
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 3) ^ 1, bytes.length - 3)
    return asked({}, bytes.toString("base64url"))
  },
})) {
  test(`a cursor that is ${name} is refused`, () => {
    assert.throws(refused, (error) => error instanceof Problem && error.code === "cursor_invalid")
  })
}
