import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import { suite, test } from "node:test"
import { Ajv2020 } from "ajv/dist/2020.js"
import addFormats from "ajv-formats"
import { jsonSchemas, nouns } from "@tongban/standards/json-schema"
import type { NounName } from "@tongban/standards/json-schema"
import { nounVectors } from "./support/noun-vectors.ts"

const names = Object.keys(nouns) as NounName[]
const schemas = jsonSchemas()

/** RFC 7396. */
function patched(target: unknown, patch: unknown): unknown {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) return patch
  const result = { ...(typeof target === "object" ? target : {}) } as Record<string, unknown>
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(result, key)
    else result[key] = patched(result[key], value)
  }
  return result
}

const ajv = new Ajv2020({ strict: true, allErrors: true })
addFormats.default(ajv)

test("there are vectors of every noun and of no other", () => {
  assert.deepEqual(Object.keys(nounVectors).sort(), names.toSorted())
})

for (const name of names) {
  suite(name, () => {
    const { schema, zh, en } = nouns[name]
    const { good, bad } = nounVectors[name] ?? { good: [], bad: [] }
    const conforms = ajv.compile(schemas[name])

    test("there are good and bad ones", () => {
      assert.ok(good.length > 0)
      assert.ok(bad.length > 0)
    })

    for (const [at, value] of good.entries())
      test(`good ${at + 1} passes here and by its JSON Schema, and comes back as it was`, () => {
        assert.deepEqual(schema.parse(value), value)
        assert.ok(conforms(value), ajv.errorsText(conforms.errors))
      })

    for (const { why, at, patch, beyondJsonSchema } of bad)
      test(`refused: ${why}`, () => {
        const value = patched(good[0], patch)
        const { error } = schema.safeParse(value)
        assert.ok(
          error?.issues.some(({ path }) => path.join(".") === at),
          JSON.stringify(error),
        )
        assert.equal(conforms(value), beyondJsonSchema === true)
        if (beyondJsonSchema === true) assert.match(JSON.stringify(schemas[name]), /"\$comment"/)
      })

    test("its JSON Schema has an id, is called by both names and says what it is", () => {
      const { $schema, $id, title, description } = schemas[name]
      assert.equal($schema, "https://json-schema.org/draft/2020-12/schema")
      assert.equal($id, `urn:tongban:schema:v1:${name}`)
      assert.equal(title, `${zh} (${en})`)
      assert.match(zh, /^[\p{Script=Han}/]+$/u)
      assert.match(String(description), /^[A-Z].+\.$/s)
    })
  })
}

test("each noun's docstring has the Chinese term that its JSON Schema is called by", () => {
  const folder = new URL("../src/nouns/", import.meta.url)
  const sources = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), "utf8"))
  for (const name of names) {
    const [docstring] = sources.flatMap(
      (text) =>
        new RegExp(`/\\*\\*((?:(?!\\*/)[^])*)\\*/\\s*export const ${name} =`).exec(text)?.[1] ?? [],
    )
    assert.ok(docstring?.includes(nouns[name].zh), `${name}: ${nouns[name].zh}`)
  }
})

test("JSON Schemas are plain JSON, and the same each time", () => {
  assert.deepEqual(JSON.parse(JSON.stringify(schemas)), jsonSchemas())
})
