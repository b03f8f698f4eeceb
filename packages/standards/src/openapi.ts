/**
 * The contract as OpenAPI 3.1, made without a server.
 *
 * @module
 */
import * as z from "zod/mini"
import type { Endpoint, Schema } from "./contract/endpoint.ts"
import { contract } from "./contract/index.ts"
import { contractVersion } from "./contract/service.ts"
import { problems } from "./problems/catalogue.ts"
import { commonProblems } from "./problems/problem.ts"

type Json = Record<string, unknown>

/**
 * The OpenAPI 3.1 description of every operation, made from the contract, without a server.
 *
 * @param options.serverUrl - the hub's origin
 */
export function openapi(options: { serverUrl?: string } = {}): Json {
  const paths: Record<string, Json> = {}
  for (const operation of Object.values<Endpoint>(contract)) {
    const path = operation.path.replaceAll(/:(\w+)/g, "{$1}")
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(operation) }
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Tongban hub",
      version: contractVersion,
      description: "The shared service of Tongban: metadata and links, never content.",
    },
    ...(options.serverUrl !== undefined && { servers: [{ url: options.serverUrl }] }),
    paths,
    components: {
      securitySchemes: {
        dpop: {
          type: "http",
          scheme: "DPoP",
          description: "A DPoP-bound access token (RFC 9449).",
        },
        surface: {
          type: "http",
          scheme: "bearer",
          description: "A material surface's session token.",
        },
        browser: {
          type: "apiKey",
          in: "cookie",
          name: "tongban-hub",
          description: "The hub's own pages.",
        },
      },
      schemas: { Problem: problemSchema },
    },
  }
}

const problemSchema = {
  type: "object",
  description: "RFC 9457 with a code of the catalogue.",
  required: ["type", "title", "status", "code", "params", "requestId"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    code: { type: "string" },
    params: { type: "object" },
    requestId: { type: "string" },
  },
}

function describe(operation: Endpoint): Json {
  return {
    operationId: operation.id,
    tags: [operation.id.split(".")[0]],
    summary: operation.summary,
    description: `Callers: ${operation.callers.join(", ")}.`,
    security: securityOf(operation),
    parameters: [
      ...parametersOf("path", operation.params),
      ...parametersOf("query", operation.query),
      ...(operation.idempotent === true ? [idempotencyKey] : []),
    ],
    ...(operation.body && {
      requestBody: {
        required: true,
        content: { "application/json": { schema: jsonSchema(operation.body, "input") } },
      },
    }),
    responses: { ...success(operation), ...refusals(operation) },
  }
}

const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header",
  required: true,
  description: "The same key and body give the same answer, for 72 hours.",
  schema: { type: "string", pattern: "^[A-Za-z0-9_-]{8,64}$" },
}

function securityOf({ callers }: Endpoint): Json[] {
  if (callers.includes("public")) return []
  return [
    ...(callers.some((caller) => caller !== "surface" && caller !== "browser")
      ? [{ dpop: [] }]
      : []),
    ...(callers.includes("surface") ? [{ surface: [] }] : []),
    ...(callers.includes("browser") ? [{ browser: [] }] : []),
  ]
}

function parametersOf(place: "path" | "query", schema: Schema | undefined): Json[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = jsonSchema(schema, "input") as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, each]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: each,
  }))
}

function success(operation: Endpoint): Json {
  const status = operation.status ?? 200
  const description = operation.summary
  if (operation.kind === "page") return { [status]: { description, content: { "text/html": {} } } }
  if (operation.answer === undefined || operation.kind === "foreign")
    return { [status]: { description } }
  const type = operation.kind === "stream" ? "text/event-stream" : "application/json"
  const schema = jsonSchema(operation.answer, "output")
  return { [status]: { description, content: { [type]: { schema } } } }
}

/** The refusals, one response a status, its codes in the description. */
function refusals(operation: Endpoint): Json {
  const byStatus = new Map<number, string[]>()
  for (const code of new Set([...operation.problems, ...commonProblems])) {
    const { status } = problems[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  const content = {
    "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      { description: `Codes: ${codes.join(", ")}.`, content },
    ]),
  )
}

/** Answers stay open: a client must accept fields that a newer hub adds. */
function jsonSchema(schema: Schema, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, target: "draft-2020-12" })
  return io === "input" ? rest : open(rest)
}

function open<T>(value: T): T {
  if (Array.isArray(value)) return value.map(open) as T
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, each]) => key !== "additionalProperties" || each !== false)
      .map(([key, each]) => [key, open(each)]),
  ) as T
}
