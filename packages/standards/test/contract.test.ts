import assert from "node:assert/strict"
import { readdirSync } from "node:fs"
import { test } from "node:test"
import * as standards from "@tongban/standards"
import type { Endpoint } from "@tongban/standards"
import { contract } from "@tongban/standards/contract"

const folder = new URL("../src/contract/", import.meta.url)
/** `owner` describes what a department serves itself; it is no operation of the hub. */
const notTheHubs = ["index.ts", "owner.ts"]
const resources = readdirSync(folder).filter((file) => !notTheHubs.includes(file))

test("no two operations share an id, or a method and path", () => {
  const all = Object.values(contract)
  assert.equal(new Set(all.map((e) => e.id)).size, all.length)
  assert.equal(new Set(all.map((e) => `${e.method} ${e.path}`)).size, all.length)
})

test("a paged read says that a cursor may be refused, and answers a page", () => {
  for (const e of Object.values<Endpoint>(contract)) {
    const isPaged = e.query?.safeParse({ cursor: "c" }).success === true
    assert.equal(e.problems.includes("cursor_invalid"), isPaged, e.id)
    if (isPaged) assert.ok(e.answer?.safeParse({ items: [], next: "c" }).success, e.id)
  }
})

const entries = new Map<unknown, string>(Object.entries(contract).map(([name, e]) => [e, name]))

for (const file of resources) {
  test(`${file}: its operations stand in contract/index.ts, and the main entry exports all it has`, async () => {
    const names = Object.entries((await import(new URL(file, folder).href)) as object)
    for (const [name, value] of names) {
      assert.ok(name in standards, `${name}: export * from "./contract/${file}" in src/index.ts`)
      if (isOperation(value))
        assert.equal(entries.get(value), name, `${name} is missing in contract/index.ts`)
    }
  })
}

const isOperation = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "callers" in value && "path" in value
