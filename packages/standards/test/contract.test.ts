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
    const unknown = e.query?.safeParse({ cursor: "c" }).error?.issues ?? []
    const isPaged =
      e.query !== undefined && unknown.every(({ code }) => code !== "unrecognized_keys")
    assert.equal(e.problems.includes("cursor_invalid"), isPaged, e.id)
    if (isPaged) assert.ok(e.answer?.safeParse({ items: [], next: "c" }).success, e.id)
  }
})

test("an operation names nobody's objects only where its path has no parameter", () => {
  for (const e of Object.values<Endpoint>(contract)) {
    if (e.reach.length === 0) assert.doesNotMatch(e.path, /:/, `${e.id}: its reach is empty`)
    for (const { none, sees } of e.reach) {
      const codes = [none, ...Object.values(sees).flatMap((sights) => Object.values(sights))]
      for (const code of codes.filter((each) => each !== "served" && each !== "absent"))
        assert.ok(
          e.problems.some((each) => each === code),
          `${e.id} does not list ${code}`,
        )
    }
  }
})

/** Whoever a department gives a credential to: its clients, and its portal on behalf of a citizen. */
const atDepartments = ["citizen", ...standards.clientKinds] as const

test("no credential of a department lists what a citizen holds, or reaches another department's", () => {
  for (const { id, reach } of Object.values<Endpoint>(contract)) {
    for (const { object, at, sees } of reach.filter((each) => each.object !== "item")) {
      for (const caller of atDepartments) {
        const sights = sees[caller]
        if (sights === undefined) continue
        assert.notEqual(sights.otherDepartment, "served", `${id}: ${caller}, ${object}`)
        assert.ok(object !== "material" || at !== "answer", `${id} lists materials to ${caller}`)
      }
    }
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
