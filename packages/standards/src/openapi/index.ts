/**
 * The contract as OpenAPI 3.1, made without a server.
 *
 * @module
 */
import type { Endpoint } from "../contract/endpoint.ts"
import { contract } from "../contract/index.ts"
import { deliver } from "../contract/owner.ts"
import { contractVersion } from "../contract/service.ts"
import type { JsonSchema } from "../json-schema/schema.ts"
import { examples, ownerExamples } from "./examples.ts"
import type { Example } from "./examples.ts"
import { problemExamples, problemSchema } from "./problems.ts"
import { describe } from "./operation.ts"
import { hubSchemes, ownerSchemes } from "./security.ts"
import { tags } from "./tags.ts"

/** An OpenAPI document as plain JSON. */
export type OpenApi = Record<string, unknown>

/** Where the operations are served. */
export interface OpenApiOptions {
  /** The origin of whoever serves them. */
  serverUrl?: string
}

/** The OpenAPI 3.1 description of every operation of the hub. */
export const openapi = (options: OpenApiOptions = {}): OpenApi =>
  document({
    title: "Tongban hub",
    description: "The shared service of Tongban: metadata and links, never content.",
    operations: contract,
    examples,
    securitySchemes: hubSchemes,
    ...options,
  })

/** The OpenAPI 3.1 description of what an owner of materials serves (protocol M12). */
export const ownerOpenapi = (options: OpenApiOptions = {}): OpenApi =>
  document({
    title: "Tongban owner of materials",
    description: "What a department serves that gives out its papers without our bridge.",
    operations: { deliver },
    examples: ownerExamples,
    securitySchemes: ownerSchemes,
    ...options,
  })

interface Described extends OpenApiOptions {
  title: string
  description: string
  operations: Readonly<Record<string, Endpoint>>
  examples: Readonly<Record<string, Example>>
  securitySchemes: Readonly<Record<string, unknown>>
}

function document({ title, description, operations, examples, ...rest }: Described): OpenApi {
  const schemas: Record<string, JsonSchema> = {}
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [name, operation] of Object.entries(operations)) {
    const path = operation.path.replaceAll(/:(\w+)/g, "{$1}")
    const described = describe(operation, examples[name] ?? {}, schemas)
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: described }
  }
  const used = new Set(Object.values(operations).map(({ id }) => id.split(".")[0]))
  return {
    openapi: "3.1.0",
    info: { title, version: contractVersion, description },
    ...(rest.serverUrl !== undefined && { servers: [{ url: rest.serverUrl }] }),
    tags: tags.filter(({ name }) => used.has(name)),
    paths,
    components: {
      securitySchemes: rest.securitySchemes,
      examples: problemExamples(Object.values(operations)),
      schemas: { Problem: problemSchema, ...schemas },
    },
  }
}
