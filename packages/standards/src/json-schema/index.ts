/**
 * JSON Schema 2020-12 of every noun, made from its schema: for teams that write no TypeScript.
 *
 * @module
 */
import { nouns } from "../nouns/table.ts"
import type { NounName } from "../nouns/table.ts"
import { toJsonSchema } from "./schema.ts"
import type { JsonSchema } from "./schema.ts"

export { nouns } from "../nouns/table.ts"
export type { Noun, NounName } from "../nouns/table.ts"
export type { JsonSchema } from "./schema.ts"

/**
 * The JSON Schema of each noun by its name. Each stands alone: the nouns that it is made of lie in its
 * `$defs`. A rule that JSON Schema cannot say (a check character, two fields that go together) is told
 * in a `$comment`, in the words of the schema's refusal.
 */
export function jsonSchemas(): Record<NounName, JsonSchema> {
  const schemas = Object.entries(nouns).map(([name, { schema, zh, en, about }]) => [
    name,
    {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: `urn:tongban:schema:v1:${name}`,
      title: `${zh} (${en})`,
      description: about,
      ...toJsonSchema(schema, "input"),
    },
  ])
  return Object.fromEntries(schemas) as Record<NounName, JsonSchema>
}
