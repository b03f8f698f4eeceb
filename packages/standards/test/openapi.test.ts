import assert from "node:assert/strict"
import { basename } from "node:path"
import { test } from "node:test"
import { commonProblems, problems } from "@tongban/standards"
import type { Endpoint, ProblemCode } from "@tongban/standards"
import { contract } from "@tongban/standards/contract"
import { openapi, ownerOpenapi } from "@tongban/standards/openapi"
import { createConfig, lintFromString } from "@redocly/openapi-core"
import openapiTypescript, { astToString } from "openapi-typescript"
import ts from "typescript"

interface Media {
  schema?: unknown
  example?: unknown
  examples?: Record<string, unknown>
}
interface Operation {
  operationId: string
  security: Record<string, string[]>[]
  parameters: { name: string; in: string; required: boolean; schema: unknown; example: unknown }[]
  requestBody?: { required: boolean; content: Record<string, Media> }
  responses: Record<
    string,
    { description: string; headers?: object; content?: Record<string, Media> }
  >
}
interface Document {
  openapi: string
  servers?: { url: string }[]
  paths: Record<string, Record<string, Operation>>
  tags: { name: string; description: string }[]
  components: {
    securitySchemes: Record<string, unknown>
    schemas: Record<string, unknown>
    examples: Record<string, { value: unknown }>
  }
}

const parse = (text: string) => JSON.parse(text) as Document
const written = JSON.stringify(openapi())
const description = parse(written)
const operations = Object.values<Endpoint>(contract)

/** The operation as the document that was sent over the wire describes it. */
function described({ id, path, method }: Endpoint): Operation {
  const found = description.paths[path.replaceAll(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()]
  assert.ok(found !== undefined, `${id} is missing`)
  return found
}

/** Every object within a JSON value, itself first. */
function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return
  if (!Array.isArray(value)) yield value as Record<string, unknown>
  for (const each of Object.values(value)) yield* objectsIn(each)
}

test("it is OpenAPI 3.1, and plain JSON: nothing is lost when it is written and read", () => {
  assert.match(description.openapi, /^3\.1\.\d+$/)
  assert.deepEqual(openapi(), description)
})

test("it is the same each time it is made", () => {
  assert.equal(JSON.stringify(openapi()), written)
})

test("it names the server only where it was given one", () => {
  assert.equal("servers" in description, false)
  const { servers } = parse(JSON.stringify(openapi({ serverUrl: "https://hub.example.gov.cn" })))
  assert.deepEqual(servers, [{ url: "https://hub.example.gov.cn" }])
})

test("it holds every operation of the contract and no other", () => {
  const ids = Object.values(description.paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  )
  assert.deepEqual(ids.sort(), operations.map(({ id }) => id).sort())
  for (const operation of operations) {
    assert.equal(described(operation).operationId, operation.id)
  }
})

for (const operation of operations) {
  test(`${operation.id}: its parameters are those of its path, its query and its key`, () => {
    const { parameters, requestBody } = described(operation)
    const at = (place: string) => parameters.filter((each) => each.in === place)
    const inPath = [...operation.path.matchAll(/:(\w+)/g)].map(([, name]) => name)

    assert.deepEqual(
      at("path").map(({ name }) => name),
      inPath,
    )
    assert.ok(at("path").every(({ required }) => required))
    assert.equal(at("query").length > 0, operation.query !== undefined)
    const { idempotent, versioned, method } = operation
    assert.deepEqual(
      at("header").map(({ name, required }) => [name, required]),
      [
        ...(idempotent === true ? [["Idempotency-Key", true]] : []),
        ...(versioned === true ? [[method === "GET" ? "If-None-Match" : "If-Match", false]] : []),
      ],
    )
    assert.equal(requestBody !== undefined, operation.body !== undefined)
  })

  test(`${operation.id}: each of its problems stands under its status, as problem+json`, () => {
    const { responses } = described(operation)
    const ofKeys: ProblemCode[] = [
      "idempotency_key_required",
      "idempotency_conflict",
      "idempotency_in_progress",
    ]
    const keyed = operation.idempotent === true ? ofKeys : []
    const isHeld = operation.versioned === true && operation.method !== "GET"
    const held: ProblemCode[] = isHeld ? ["version_differs"] : []
    for (const code of [...operation.problems, ...commonProblems, ...keyed, ...held]) {
      const response = responses[problems[code].status]
      assert.match(response?.description ?? "", new RegExp(`\\b${code}\\b`), code)
      assert.deepEqual(Object.keys(response?.content ?? {}), ["application/problem+json"])
      const { examples = {} } = response?.content?.["application/problem+json"] ?? {}
      assert.deepEqual(examples[code], { $ref: `#/components/examples/${code}` })
    }
  })

  test(`${operation.id}: its success has the contract's status and kind`, () => {
    const { responses } = described(operation)
    const success = Object.keys(responses).filter((status) => status.startsWith("2"))
    assert.deepEqual(success, [String(operation.status ?? 200)])
    const isVersioned = operation.versioned === true
    assert.equal("ETag" in (responses[success[0] ?? ""]?.headers ?? {}), isVersioned)
    assert.equal("304" in responses, isVersioned && operation.method === "GET")
    const media = {
      json: "application/json",
      page: "text/html",
      stream: "text/event-stream",
      ndjson: "application/x-ndjson",
    }
    const none = operation.kind === "json" && operation.answer === undefined
    assert.deepEqual(
      Object.keys(responses[success[0] ?? ""]?.content ?? {}),
      none || operation.kind === "foreign" ? [] : [media[operation.kind]],
    )
  })
}

test("no answer forbids fields: a newer hub may add some", () => {
  for (const operation of operations) {
    for (const [status, { content }] of Object.entries(described(operation).responses)) {
      for (const each of objectsIn(content)) {
        assert.notEqual(each["additionalProperties"], false, `${operation.id} ${status}`)
      }
    }
  }
})

test("a request says which fields it takes, and that it takes no other", () => {
  for (const operation of operations.filter(({ body }) => body !== undefined)) {
    const [content] = Object.values(described(operation).requestBody?.content ?? {})
    const schema = content?.schema
    const [top] = objectsIn(schema)
    assert.equal(top?.["additionalProperties"], false, operation.id)
  }
})

test("every reference leads somewhere", () => {
  const references = [...objectsIn(description)].flatMap(({ $ref }) =>
    typeof $ref === "string" ? [$ref] : [],
  )
  assert.ok(references.length > 0)
  for (const reference of new Set(references)) {
    assert.match(reference, /^#\//)
    let at: unknown = description
    for (const name of reference.slice(2).split("/")) at = (at as Record<string, unknown>)[name]
    assert.equal(typeof at, "object", reference)
  }
})

test("an operation that is not public names a way to authenticate, and one that exists", () => {
  const schemes = Object.keys(description.components.securitySchemes)
  for (const operation of operations) {
    const { security } = described(operation)
    assert.equal(security.length === 0, operation.callers.includes("public"), operation.id)
    for (const name of security.flatMap(Object.keys)) assert.ok(schemes.includes(name), name)
  }
})

test("who authenticates how follows from who may call: by which scope, as which kind of client", () => {
  assert.deepEqual(described(contract.redeem).security, [{ client: ["redeem"] }])
  assert.deepEqual(described(contract.getCase).security, [
    { citizen: ["case:read"] },
    { client: ["sync"] },
  ])
  assert.deepEqual(described(contract.listHeld).security, [{ surface: [] }])
  assert.deepEqual(described(contract.unlockSurface).security, [{ browser: [] }])
})

test("each tag says what it is about", () => {
  const used = operations.map(({ id }) => id.split(".")[0])
  assert.deepEqual(description.tags.map(({ name }) => name).sort(), [...new Set(used)].sort())
  for (const tag of description.tags) assert.match(tag.description, /^\P{Cc}+\.$/u)
})

for (const operation of operations) {
  test(`${operation.id}: it has an example of each part, and each passes its schema`, () => {
    const { parameters, requestBody, responses } = described(operation)
    const at = (place: string) =>
      Object.fromEntries(
        parameters.filter((each) => each.in === place).map(({ name, example }) => [name, example]),
      )
    assert.ok(operation.params?.safeParse(at("path")).success ?? true)
    assert.ok(operation.query?.safeParse(at("query")).success ?? true)
    const [sent] = Object.values(requestBody?.content ?? {})
    assert.ok(operation.body?.safeParse(sent?.example).success ?? true)
    if (operation.kind === "page" || operation.kind === "foreign") return
    const [answered] = Object.values(responses[operation.status ?? 200]?.content ?? {})
    if (operation.answer !== undefined)
      assert.deepEqual(operation.answer.parse(answered?.example), answered?.example)
  })
}

/** Both documents, each with the address that a reader would have. */
const documents = {
  hub: openapi({ serverUrl: "https://hub.example.gov.cn" }),
  owner: ownerOpenapi({ serverUrl: "https://bridge.example.gov.cn" }),
}

for (const [name, document] of Object.entries(documents)) {
  test(`${name}: Redocly's strict rules find nothing`, async () => {
    const config = await createConfig({
      extends: ["recommended-strict"],
      rules: {
        // The packages name no licence yet.
        "info-license": "off",
      },
    })
    const source = JSON.stringify(document)
    const found = await lintFromString({ source, absoluteRef: `${name}.json`, config })
    assert.deepEqual(
      found.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer]),
      [],
    )
  })
}

test("openapi-typescript makes a client's types of it, which compile", async () => {
  const types = astToString(await openapiTypescript(JSON.stringify(documents.hub)))
  const use = `import type { components, operations } from "./hub.ts"
type Answer = operations["cases.get"]["responses"][200]["content"]["application/json"]
export const turnOf = (kase: Answer): components["schemas"]["Case"]["turn"] => kase.turn
export const body: operations["cases.open"]["requestBody"]["content"]["application/json"] = { itemCode: "1" }
// @ts-expect-error the body takes no such field
export const wrong: typeof body = { item: "1" }
`
  assert.deepEqual(faultsOf({ "hub.ts": types, "use.ts": use }), [])
  assert.equal(
    faultsOf({ "hub.ts": types, "use.ts": use.replace("kase.turn", "kase.turm") }).length,
    1,
  )
})

/** What the compiler says of some files that lie nowhere. */
function faultsOf(files: Record<string, string>): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    types: [],
  }
  const host = ts.createCompilerHost(options)
  const { readFile, fileExists, getSourceFile } = host
  host.fileExists = (name) => basename(name) in files || fileExists(name)
  host.readFile = (name) => files[basename(name)] ?? readFile(name)
  host.getSourceFile = (name, version) => {
    const text = files[basename(name)]
    return text === undefined
      ? getSourceFile(name, version)
      : ts.createSourceFile(name, text, version)
  }
  const program = ts.createProgram(Object.keys(files), options, host)
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))
}
