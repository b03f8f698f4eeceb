import type { Endpoint, Schema } from "../contract/endpoint.ts"
import { toJsonSchema } from "../json-schema/schema.ts"
import type { JsonSchema } from "../json-schema/schema.ts"
import type { Example } from "./examples.ts"
import { isConditional, refusals } from "./problems.ts"
import { securityOf } from "./security.ts"

/** Components that operations share, by name. */
type Components = Record<string, JsonSchema>

/** One operation. What it names of nouns is put into `components`. */
export function describe(operation: Endpoint, example: Example, components: Components) {
  return {
    operationId: operation.id,
    tags: [operation.id.split(".")[0]],
    summary: operation.summary,
    description: `Callers: ${operation.callers.join(", ")}.${notes[operation.kind]}`,
    security: securityOf(operation),
    parameters: [
      ...parametersOf("path", operation.params, example.params, components),
      ...parametersOf("query", operation.query, example.query, components),
      ...(operation.idempotent === true ? [idempotencyKey] : []),
      ...(operation.versioned === true ? [isConditional(operation) ? ifMatch : ifNoneMatch] : []),
    ],
    ...(operation.body && {
      requestBody: {
        required: true,
        content: {
          [mediaTypes[operation.kind]]: {
            schema: hoisted(toJsonSchema(operation.body, "input"), components),
            example: example.body,
          },
        },
      },
    }),
    responses: { ...success(operation, example, components), ...refusals(operation) },
  }
}

const notes: Record<Endpoint["kind"], string> = {
  json: "",
  page: "",
  stream: " Server-sent events; the `data` of each is the JSON that is described here.",
  ndjson: " Lines of JSON in both directions; one line of each is described here.",
  foreign: " Another protocol under this path: tus 1.0 with creation and termination.",
}

/** How a request's body is written. */
const mediaTypes: Record<Endpoint["kind"], string> = {
  json: "application/json",
  page: "application/json",
  stream: "application/json",
  ndjson: "application/x-ndjson",
  foreign: "application/json",
}

const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header",
  required: true,
  description: "The same key and body give the same answer, for 72 hours.",
  schema: { type: "string", pattern: "^[A-Za-z0-9_-]{8,64}$" },
  example: "019a9f3c-7a10-7123-8abc-0123456789ab",
}

const tag = { type: "string", maxLength: 200 }
const ifMatch = {
  name: "If-Match",
  in: "header",
  required: false,
  description: "The ETag of what was read: done only if the case has not changed since.",
  schema: tag,
}
const ifNoneMatch = {
  name: "If-None-Match",
  in: "header",
  required: false,
  description: "The ETag of what is known: 304 where it still stands.",
  schema: tag,
}

function parametersOf(
  place: "path" | "query",
  schema: Schema | undefined,
  example: Readonly<Record<string, unknown>> | undefined,
  components: Components,
): JsonSchema[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = hoisted(toJsonSchema(schema, "input"), components) as {
    properties?: Record<string, JsonSchema>
    required?: string[]
  }
  return Object.entries(properties).map(([name, each]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: each,
    // An optional one may have none.
    ...(example?.[name] !== undefined && { example: example[name] }),
  }))
}

const entityTag = {
  description: "Strong; another one once the answer says something else.",
  schema: tag,
}

const requestId = {
  description: "The id of the request, as the hub's log tells it.",
  schema: { type: "string", maxLength: 100 },
}

function success(operation: Endpoint, example: Example, components: Components): JsonSchema {
  const status = operation.status ?? 200
  const isVersioned = operation.versioned === true
  const headers = { "X-Request-Id": requestId, ...(isVersioned && { ETag: entityTag }) }
  const said = { description: operation.summary, headers }
  if (operation.kind === "page") return { [status]: { ...said, content: { "text/html": {} } } }
  if (operation.answer === undefined || operation.kind === "foreign") return { [status]: said }
  const type = operation.kind === "stream" ? "text/event-stream" : mediaTypes[operation.kind]
  const schema = opened(hoisted(toJsonSchema(operation.answer, "output"), components))
  return {
    [status]: { ...said, content: { [type]: { schema, example: example.answer } } },
    ...(isVersioned &&
      !isConditional(operation) && {
        304: { description: "What is known still stands.", headers },
      }),
  }
}

/** A schema whose `$defs` have become components of the document. */
function hoisted({ $defs, ...schema }: JsonSchema, components: Components): JsonSchema {
  const nested = ($defs ?? {}) as Components
  for (const [name, each] of Object.entries(nested)) components[name] ??= opened(rebased(each))
  return rebased(schema)
}

/** With references into the document's components instead of `$defs`. */
const rebased = <T>(value: T): T =>
  mapped(value, (key, each) =>
    key === "$ref" && typeof each === "string"
      ? each.replace("#/$defs/", "#/components/schemas/")
      : each,
  )

/** Answers stay open: a client must accept fields that a newer hub adds. */
const opened = <T>(value: T): T =>
  mapped(value, (key, each) =>
    key === "additionalProperties" && each === false ? undefined : each,
  )

/** A copy of a JSON value with each property changed; one that becomes undefined is left out. */
function mapped<T>(value: T, change: (key: string, each: unknown) => unknown): T {
  if (Array.isArray(value)) return value.map((each: unknown) => mapped(each, change)) as T
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, each]) => [key, change(key, mapped(each, change))] as const)
      .filter(([, each]) => each !== undefined),
  ) as T
}
