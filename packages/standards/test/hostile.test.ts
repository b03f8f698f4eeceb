import assert from "node:assert/strict"
import { suite, test } from "node:test"
import { jsonSchemas } from "@tongban/standards/json-schema"
import type { JsonSchema } from "@tongban/standards/json-schema"
import * as z from "zod/mini"
import { checkedSchemas } from "./support/checked-schemas.ts"
import { nounVectors } from "./support/noun-vectors.ts"

const long = "长".repeat(500_000)
const parsed = (json: string) => JSON.parse(json) as unknown
const deep = parsed("[".repeat(50_000) + "]".repeat(50_000))
const many = Array.from({ length: 200_000 }, (_, at) => at)
const loneSurrogate = "\ud800"

/** What no schema of an object, a list or a text of ours takes, whatever it asks for. */
const never: Record<string, unknown> = {
  nothing: undefined,
  null: null,
  NaN,
  Infinity,
  "a function": () => "tbh1_",
  "a symbol": Symbol("x"),
  "a big integer": 1n,
  "500,000 characters": long,
  "half a surrogate pair": loneSurrogate,
  "a NUL": "\0",
  "50,000 lists in each other": deep,
  "200,000 numbers": many,
  "a list with holes": new Array<unknown>(1000),
}

/** Names that mean something to every object. */
const prototypeKeys: Record<string, unknown> = {
  "__proto__ as a key": parsed('{"__proto__": {"id": "x", "isAdmin": true}}'),
  "constructor and prototype as keys": parsed(
    '{"constructor": {"prototype": {"isAdmin": true}}, "toString": 1, "hasOwnProperty": null}',
  ),
  "no prototype": Object.create(null) as unknown,
}

/** Both ways in which a schema is asked: as it stands, and compiled as servers have it. */
const waysOf = (schema: z.ZodMiniType): z.ZodMiniType[] => [schema, z.compile(schema)]

for (const [name, schema] of checkedSchemas)
  suite(name, () => {
    test("refuses what is nothing of the kind, in words and at once", () => {
      for (const [what, value] of Object.entries(never)) {
        for (const way of waysOf(schema)) {
          const began = performance.now()
          const { success, error } = way.safeParse(value)
          assert.equal(success, false, what)
          assert.ok(error instanceof z.core.$ZodError, what)
          assert.ok(performance.now() - began < 2000, `${what} took too long`)
        }
      }
    })

    test("takes no key for a field that every object has, and touches no prototype", () => {
      for (const [what, value] of Object.entries(prototypeKeys)) {
        for (const way of waysOf(schema)) {
          const { data } = way.safeParse(value)
          // What asks for no field may pass; nothing of the value may be in the answer.
          assert.deepEqual(Object.keys(data ?? {}), [], what)
          assert.equal((data as { isAdmin?: unknown } | undefined)?.isAdmin, undefined, what)
        }
      }
      assert.equal(({} as { isAdmin?: unknown }).isAdmin, undefined)
    })
  })

/** Looked up by its owner, whatever it holds. */
const opaque = "DeliveryTicketClaims.ref"

/** Every place within a value, itself first. */
function* placesIn(value: unknown, path: string[] = []): Generator<string[]> {
  yield path
  if (typeof value !== "object" || value === null) return
  for (const [key, each] of Object.entries(value)) yield* placesIn(each, [...path, key])
}

/** A copy with another value at a place. */
function replaced(value: unknown, [key, ...rest]: string[], by: unknown): unknown {
  if (key === undefined) return by
  if (Array.isArray(value))
    return value.map((each: unknown, at) => (String(at) === key ? replaced(each, rest, by) : each))
  const fields = value as Record<string, unknown>
  return { ...fields, [key]: replaced(fields[key], rest, by) }
}

/** Whether an issue lies at a place, within it, or around it (a union says only that nothing fits). */
const isAbout = (place: string[]) => (issue: { path: PropertyKey[] }) =>
  issue.path.every((key, at) => at >= place.length || String(key) === place[at])

suite("a good noun with one bad value in it", () => {
  const schemas = new Map(checkedSchemas)
  for (const [name, { good }] of Object.entries(nounVectors))
    test(`${name}: refused at that place, whatever the place and the value`, () => {
      const schema = schemas.get(name)
      assert.ok(schema !== undefined)
      const ways = waysOf(schema)
      for (const path of placesIn(good[0])) {
        if ([name, ...path].join(".") === opaque) continue
        for (const bad of [long, loneSurrogate, "\0", NaN, deep, Symbol("x")])
          for (const way of ways) {
            const { error } = way.safeParse(replaced(good[0], path, bad))
            assert.ok(error?.issues.some(isAbout(path)), `${path.join(".")}: ${typeof bad}`)
          }
      }
    })
})

test("no JSON Schema takes a text that it gives no most, either", () => {
  const loose = (schema: JsonSchema): number =>
    Object.values(schema).reduce<number>(
      (sum, each) =>
        sum + (typeof each === "object" && each !== null ? loose(each as JsonSchema) : 0),
      schema["type"] === "string" &&
        schema["maxLength"] === undefined &&
        schema["enum"] === undefined &&
        schema["const"] === undefined
        ? 1
        : 0,
    )
  for (const [name, schema] of Object.entries(jsonSchemas())) assert.equal(loose(schema), 0, name)
})
