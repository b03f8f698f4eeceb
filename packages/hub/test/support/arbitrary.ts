import fc from "fast-check"

/** A JSON Schema as zod writes it, as far as it says what to make. */
export interface Shape {
  $ref?: string
  $defs?: Record<string, Shape>
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Shape[]
  oneOf?: Shape[]
  allOf?: Shape[]
  properties?: Record<string, Shape>
  required?: string[]
  propertyNames?: Shape
  additionalProperties?: Shape | boolean
  items?: Shape
  minItems?: number
  maxItems?: number
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  format?: string
  pattern?: string
}

/** Texts that have broken something somewhere. */
const hostile = fc.constantFrom(
  "",
  " ",
  "\0",
  "\ud800",
  "'; drop table cases; --",
  "../../etc/passwd",
  "__proto__",
  "constructor",
  "<script>alert(1)</script>",
  "%00%ff",
  "{{7*7}}",
  "１２３",
  "‮txt.exe",
  "9".repeat(400),
  "a".repeat(70_000),
)

/** Anything that JSON can hold, the hostile included. */
export const anyJson: fc.Arbitrary<unknown> = fc.oneof(
  hostile,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(null, true, -1, 1e308, 2 ** 53, [], {}),
)

/** What a schema takes, mostly; each part of it may be anything, seldom. */
export function arbitraryOf(schema: Shape, root: Shape = schema): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 150, arbitrary: fitting(schema, root) },
    { weight: 1, arbitrary: anyJson },
  )
}

function fitting(schema: Shape, root: Shape): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split("/").at(-1) ?? ""
    return fitting(root.$defs?.[name] ?? {}, root)
  }
  if ("const" in schema) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const oneOf = schema.anyOf ?? schema.oneOf
  if (oneOf !== undefined) return fc.oneof(...oneOf.map((each) => arbitraryOf(each, root)))
  switch (schema.type) {
    case "object":
      return object(schema, root)
    case "array":
      return fc.array(arbitraryOf(schema.items ?? {}, root), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 5, (schema.minItems ?? 0) + 5),
      })
    case "string":
      return text({ ...schema.allOf?.[0], ...schema })
    case "integer":
      return fc.integer({
        min: Math.max(schema.minimum ?? -1000, -(2 ** 31)),
        max: Math.min(schema.maximum ?? 1000, 2 ** 31 - 1),
      })
    case "number":
      return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true })
    case "boolean":
      return fc.boolean()
    default:
      return anyJson
  }
}

function object({ properties = {}, required = [], ...rest }: Shape, root: Shape) {
  if (typeof rest.additionalProperties === "object")
    return fc.dictionary(
      text(rest.propertyNames ?? {}),
      arbitraryOf(rest.additionalProperties, root),
      { maxKeys: 4 },
    )
  const entries = Object.entries(properties).map(
    ([name, each]) => [name, arbitraryOf(each, root)] as const,
  )
  return fc.record(Object.fromEntries(entries), { requiredKeys: required as never[] })
}

function text({ format, pattern, minLength = 0, maxLength = 200 }: Shape): fc.Arbitrary<string> {
  const day = fc.date({
    min: new Date("1900-01-01"),
    max: new Date("2100-01-01"),
    noInvalidDate: true,
  })
  if (format === "date-time") return day.map((date) => date.toISOString())
  if (format === "date") return day.map((date) => date.toISOString().slice(0, 10))
  if (format === "uri") return fc.webUrl()
  const most = Math.min(maxLength, 200)
  if (pattern !== undefined) return matching(pattern, minLength, most)
  return fc.string({ unit: "grapheme", minLength: Math.min(minLength, most), maxLength: most })
}

/** What a pattern takes, where fast-check can make it; else any text of that length. */
function matching(pattern: string, minLength: number, maxLength: number): fc.Arbitrary<string> {
  try {
    return fc.stringMatching(new RegExp(pattern, "u")).map((each) => each.slice(0, maxLength))
  } catch {
    return fc.string({ minLength: Math.min(minLength, maxLength), maxLength })
  }
}
