import assert from "node:assert/strict"
import { test } from "node:test"
import { contract } from "@tongban/standards/contract"

test("no two operations share an id, or a method and path", () => {
  const all = Object.values(contract)
  assert.equal(new Set(all.map((e) => e.id)).size, all.length)
  assert.equal(new Set(all.map((e) => `${e.method} ${e.path}`)).size, all.length)
})
