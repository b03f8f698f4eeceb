import * as z from "zod/mini"
import type { Schema } from "../contract/endpoint.ts"
import { nouns, parts } from "../nouns/table.ts"

/** A JSON Schema as plain JSON. */
export type JsonSchema = Record<string, unknown>

/** Every schema that has a name: where one is met within another it becomes a reference. */
const named = z.registry<{ id: string; title?: string; description?: string }>()
for (const [id, schema] of Object.entries(parts)) named.add(schema, { id })
for (const [id, { schema, zh, en, about }] of Object.entries(nouns))
  named.add(schema, { id, title: `${zh} (${en})`, description: about })

/** The name of a schema, where it has one. */
export const nameOf = (schema: Schema): string | undefined => named.get(schema)?.id

/**
 * A schema in JSON Schema 2020-12, of what goes in or of what comes out. The named ones within it stand
 * in `$defs`; a named one is itself a reference there.
 */
export function toJsonSchema(schema: Schema, io: "input" | "output"): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    metadata: named,
    target: "draft-2020-12",
    override: ({ zodSchema, jsonSchema }) => {
      const rules = rulesBeyond(zodSchema)
      if (rules.length > 0) jsonSchema["$comment"] = rules.join("; ")
    },
  })
  return rest
}

/** The rules that JSON Schema cannot say, in the words of their refusal. */
function rulesBeyond(schema: z.core.$ZodType): string[] {
  return (schema._zod.def.checks ?? []).flatMap(({ _zod: { def } }) => {
    const said = def.check === "custom" ? def.error?.({} as never) : undefined
    return typeof said === "string" ? [said] : []
  })
}
