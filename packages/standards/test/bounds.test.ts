import assert from "node:assert/strict"
import { suite, test } from "node:test"
import * as z from "zod/mini"
import { checkedSchemas } from "./support/checked-schemas.ts"

type AnySchema = z.core.$ZodTypes

/** The texts and lists within a schema that may be of any length, and what this walk does not know. */
function unbounded(schema: AnySchema, path: string): string[] {
  const { def } = schema._zod
  const has = (...kinds: string[]) =>
    def.checks?.some(({ _zod: { def: check } }) => kinds.includes(check.check)) === true
  const inner = (each: unknown, name: string) => unbounded(each as AnySchema, `${path}${name}`)
  const own = has("max_length", "length_equals") ? [] : [path]
  switch (def.type) {
    case "string":
      return own
    case "array":
      return [...own, ...inner(def.element, "[]")]
    case "object":
      return Object.entries(def.shape).flatMap(([key, each]) => inner(each, `.${key}`))
    case "record":
      return [
        ...(has("custom") ? [] : [`${path} (how many)`]),
        ...inner(def.keyType, " (names)"),
        ...inner(def.valueType, ".*"),
      ]
    case "union":
      return def.options.flatMap((each) => inner(each, ""))
    case "optional":
    case "nullable":
    case "default":
      return inner(def.innerType, "")
    case "enum":
    case "literal":
    case "boolean":
      return []
    case "number":
      return "check" in def || has("less_than") ? [] : own
    default:
      return [`${path} (${def.type} is not known to this test)`]
  }
}

suite("every text and list has a most", () => {
  for (const [name, schema] of checkedSchemas)
    test(name, () => {
      assert.deepEqual(unbounded(schema as unknown as AnySchema, name), [])
    })

  test("the walk finds what has none, however deep", () => {
    const loose = z.object({
      a: z.optional(z.array(z.object({ b: z.string() }))),
      c: z.record(z.string().check(z.maxLength(9)), z.nullable(z.string())),
      d: z.union([z.literal("x"), z.string().check(z.minLength(1))]),
      e: z.any(),
    })
    assert.deepEqual(unbounded(loose as unknown as AnySchema, "x"), [
      "x.a",
      "x.a[].b",
      "x.c (how many)",
      "x.c.*",
      "x.d",
      "x.e (any is not known to this test)",
    ])
  })
})
