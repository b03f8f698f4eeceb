import type { FastifySerializerCompiler } from "fastify"
import { ResponseSerializationError } from "fastify-type-provider-zod"
import * as z from "zod/mini"
import type { Schema } from "@tongban/standards"

/**
 * Closes answers: what their schema doesn't name is left out, what doesn't fit it is our own mistake. The
 * provider's own serializer encodes, which a compiled schema doesn't serve; nothing of ours has a codec.
 */
export const answerCompiler: FastifySerializerCompiler<Schema> = ({ schema, method, url }) => {
  const compiled = z.compile(schema)
  return (answer) => {
    const result = compiled.safeParse(answer)
    if (!result.success) throw new ResponseSerializationError(method, url, { cause: result.error })
    return JSON.stringify(result.data)
  }
}
