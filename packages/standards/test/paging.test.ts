import assert from "node:assert/strict"
import { test } from "node:test"
import { pageOf, pageQuery } from "@tongban/standards"
import * as z from "zod/mini"

const query = pageQuery({ state: z.optional(z.enum(["DRAFT", "CLOSED"])) })

test("a page is asked for by filters, a limit of 1 to 100 and a cursor, and by nothing else", () => {
  assert.deepEqual(query.parse({}), {})
  assert.deepEqual(query.parse({ state: "DRAFT", limit: "100", cursor: "c" }), {
    state: "DRAFT",
    limit: 100,
    cursor: "c",
  })
  assert.deepEqual(query.parse({ limit: 1 }), { limit: 1 })
  for (const refused of [
    { limit: "0" },
    { limit: "101" },
    { limit: "1.5" },
    { limit: "" },
    { limit: "many" },
    { limit: ["1", "2"] },
    { cursor: "" },
    { page: "2" },
  ]) {
    assert.equal(query.safeParse(refused).success, false, JSON.stringify(refused))
  }
})

test("a page holds 100 entries at most, and the last has no next", () => {
  const page = pageOf(z.number())
  const entries = Array.from({ length: 101 }, (_, at) => at)
  assert.equal(page.safeParse({ items: entries }).success, false)
  assert.deepEqual(page.parse({ items: entries.slice(1) }), { items: entries.slice(1) })
})
