import assert from "node:assert/strict"
import { after, before, suite, test } from "node:test"
import fc from "fast-check"
import * as z from "zod/mini"
import { commonProblems, objectKinds, problems } from "@tongban/standards"
import type { Endpoint, Schema } from "@tongban/standards"
import { contract } from "@tongban/standards/contract"
import { openDatabase } from "../src/store/open.ts"
import { anyJson, arbitraryOf } from "./support/arbitrary.ts"
import type { Shape } from "./support/arbitrary.ts"
import { HubWorld } from "./support/hub-world.ts"
import {
  callers,
  callersSurface,
  completeRegistry,
  makeCallersSession,
  makePersons,
  personKeysOf,
  roles,
} from "./support/reach-callers.ts"
import type { Role, Send } from "./support/reach-callers.ts"
import { newSurface, placeOf, seeders, unknownName } from "./support/reach-objects.ts"
import { changes, exampleOf } from "./support/reach-requests.ts"
import type { Name } from "./support/reach-requests.ts"

/** `npm run fuzz` makes them all. */
const requests = process.argv.includes("--all") ? 100_000 : 2_000

/** tus brings parsers of its own. */
const operations = (Object.entries(contract) as [Name, Endpoint][]).filter(
  ([, { kind }]) => kind !== "foreign",
)

const byId = new Map(operations.map(([, operation]) => [operation.id, operation]))

interface Sent {
  id: Endpoint["id"]
  role: Role
  params: unknown
  query: unknown
  body: unknown
  key: unknown
  type: string
  /** In place of the body's JSON. */
  raw: string | undefined
  /** Which object of those that exist stands where the operation names one; none: what was made up. */
  object: number | undefined
  language: string
}

const shapeOf = (schema: Schema): Shape =>
  z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Shape

const partOf = (schema: Schema | undefined) =>
  schema === undefined ? fc.constant({}) : arbitraryOf(shapeOf(schema))

/** What is right, as OpenAPI shows it; in half of it one thing is not. */
const nearly = (example: object | undefined): fc.Arbitrary<unknown> =>
  fc
    .option(fc.record({ at: fc.constantFrom(...placesIn(example)), value: anyJson }), { freq: 2 })
    .map((change) => {
      const copy: unknown = structuredClone(example)
      if (change !== null) replace(copy, change.at, change.value)
      return copy
    })

const brokenBodies = ["{", "[", '{"__proto__":{}}', "null", "\ufeff{}"]

const isCaller = ({ callers }: Endpoint, role: Role) => callers.some((each) => each === role)

const mediaTypeOf = ({ kind }: Endpoint) =>
  kind === "ndjson" ? "application/x-ndjson" : "application/json"

const sentTo = ([name, operation]: [Name, Endpoint]): fc.Arbitrary<Sent> => {
  const example = exampleOf(operation)
  Object.assign(
    operation.method === "GET" ? example.query : (example.body ?? {}),
    changes[name]?.(),
  )
  return fc.record({
    id: fc.constant(operation.id),
    // Half of them come as somebody who is let in.
    role: fc.oneof(
      fc.constantFrom<Role[]>(...roles),
      fc.constantFrom<Role[]>("nobody", ...roles.filter((role) => isCaller(operation, role))),
    ),
    params: fc.oneof(partOf(operation.params), fc.constant(example.params)),
    query: fc.oneof(
      { weight: 5, arbitrary: partOf(operation.query) },
      { weight: 4, arbitrary: nearly(example.query) },
      { weight: 1, arbitrary: fc.dictionary(fc.string(), anyJson, { maxKeys: 3 }) },
    ),
    body:
      operation.body === undefined
        ? fc.constant(undefined)
        : fc.oneof(partOf(operation.body), nearly(example.body)),
    key: fc.oneof({ weight: 9, arbitrary: fc.uuid() }, { weight: 1, arbitrary: fc.string() }),
    type: fc.oneof(
      { weight: 19, arbitrary: fc.constant(mediaTypeOf(operation)) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          "text/plain",
          "application/x-www-form-urlencoded",
          "x",
          "multipart/form-data",
        ),
      },
    ),
    raw: fc.oneof(
      { weight: 19, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.oneof(fc.string(), fc.constantFrom(...brokenBodies)) },
    ),
    object: fc.option(fc.nat(), { nil: undefined }),
    language: fc.oneof(fc.constantFrom("zh-CN", "en", ""), fc.string()),
  })
}

suite("requests that nobody thought of", () => {
  let world: HubWorld
  let send: Send
  const objects = new Map<string, string[]>()

  before(async () => {
    world = await HubWorld.make({}, completeRegistry)
    await world.stop()
    const db = await openDatabase(world.settings.database)
    const keys = personKeysOf(world)
    const persons = await makePersons(db, keys)
    const to = { db, keys, persons }
    await newSurface(to, placeOf("surface", "own"), callersSurface)
    await makeCallersSession(db)
    for (const kind of objectKinds) {
      const made: string[] = []
      for (const caller of ["citizen", "sync", "redeem", "surface"] as const)
        made.push(await seeders[kind](to, placeOf(caller, "own")))
      made.push(await seeders[kind](to, placeOf("citizen", "otherDepartment")))
      objects.set(kind, made)
    }
    await db.destroy()
    await world.start()
    send = await callers(world, persons.he.id)
  })
  after(() => world.close())

  test(`${requests} of them: none is answered by 500 or outside its schema, none tells of our code`, async (t) => {
    const statuses = new Map<number, number>()
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...operations).chain(sentTo), async (sent) => {
        const status = await tryOne(sent)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
      }),
      { numRuns: requests, interruptAfterTimeLimit: 3_600_000 },
    )
    const told = [...statuses].sort(([a], [b]) => a - b).map(([status, n]) => `${status}: ${n}`)
    t.diagnostic(told.join(", "))
    const answered = [...statuses.keys()]
    assert.ok(
      answered.some((status) => status < 300),
      "some were let in",
    )
  })

  /** Sends one and holds its answer; tells its status. */
  async function tryOne(sent: Sent): Promise<number> {
    const operation = byId.get(sent.id)
    assert.ok(operation !== undefined)
    const { role } = sent
    nameObject(operation, sent)
    const path = operation.path.replaceAll(/:(\w+)/g, (_, name: string) =>
      encodeURIComponent(wellFormed(partsOf(sent.params)[name])),
    )
    const url = new URL(path, world.origin)
    for (const [name, value] of Object.entries(partsOf(sent.query)))
      url.searchParams.append(name, wellFormed(value))
    const body = sent.raw ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body))
    const stop = new AbortController()
    const response = await send(role, operation.method, url, {
      signal: stop.signal,
      redirect: "manual",
      headers: {
        "content-type": sent.type,
        "accept-language": header(sent.language),
        "idempotency-key": header(sent.key),
      },
      ...(operation.method !== "GET" && body !== undefined && { body }),
    })
    const type = response.headers.get("content-type") ?? ""
    const where = `${operation.id} as ${role}: ${response.status}`
    assert.ok(response.status < 500, where)
    if (type.startsWith("text/event-stream")) {
      stop.abort()
      return response.status
    }
    const text = await response.text()
    assert.doesNotMatch(text, /node_modules|\n\s+at |\.ts:\d|SELECT|select "/, where)
    if (response.status >= 400) holdProblem(operation, response.status, text, where)
    else if (operation.kind !== "page" && response.status < 300) {
      assert.equal(response.status, operation.status ?? 200, where)
      const answers = operation.kind === "ndjson" ? text.split("\n").slice(0, -1) : [text]
      if (operation.answer !== undefined)
        for (const answer of answers)
          assert.ok(
            operation.answer.safeParse(JSON.parse(answer)).success,
            `${where} ${answer.slice(0, 300)}`,
          )
    }
    return response.status
  }

  /** One that exists in place of one that was made up. */
  function nameObject(operation: Endpoint, { object, ...request }: Sent): void {
    const [reach] = operation.reach
    if (object === undefined || reach === undefined || reach.at === "answer") return
    const made = objects.get(reach.object) ?? []
    const name = made[object % made.length] ?? unknownName(reach.object)
    let holder: unknown = request
    const steps = reach.at.split(".")
    const last = steps.pop() ?? ""
    for (const step of steps)
      holder = (holder as Record<string, unknown> | null | undefined)?.[step]
    if (typeof holder === "object" && holder !== null)
      (holder as Record<string, unknown>)[last] = name
  }
})

const codesOf = ({ problems: own }: Endpoint): ReadonlySet<string> =>
  new Set([
    ...own,
    ...commonProblems,
    "not_found",
    "idempotency_key_required",
    "idempotency_conflict",
    "idempotency_in_progress",
    "version_differs",
  ])

function holdProblem(operation: Endpoint, status: number, text: string, where: string): void {
  const problem = JSON.parse(text) as Record<string, unknown>
  const code = String(problem["code"])
  assert.ok(codesOf(operation).has(code), `${where}: ${code} is not declared`)
  assert.equal(status, problems[code as keyof typeof problems].status, where)
  assert.equal(problem["status"], status, where)
  for (const part of ["type", "title", "detail", "requestId"])
    assert.ok(typeof problem[part] === "string" && problem[part] !== "", `${where}: no ${part}`)
}

/** Where a JSON value has its parts. */
function placesIn(value: unknown, at: readonly string[] = []): string[][] {
  const parts = typeof value === "object" && value !== null ? Object.entries(value) : []
  return [[...at], ...parts.flatMap(([name, each]) => placesIn(each, [...at, name]))]
}

/** Puts another value at a place; the whole cannot be. */
function replace(whole: unknown, at: readonly string[], value: unknown): void {
  const [name, ...rest] = at
  if (name === undefined || typeof whole !== "object" || whole === null) return
  const holder = whole as Record<string, unknown>
  if (rest.length === 0) holder[name] = value
  else replace(holder[name], rest, value)
}

/** Whatever was made up in place of an object has no parts. */
const partsOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {}

/** What an address can hold: whole characters, and not nothing. */
const wellFormed = (value: unknown): string =>
  textOf(value)
    .replaceAll(/\p{Cs}/gu, "\ufffd")
    .slice(0, 2_000) || "-"

/** What a header can hold. */
const header = (value: unknown): string =>
  textOf(value)
    .replaceAll(/[^\x20-\x7e]/g, "?")
    .slice(0, 200)

const textOf = (value: unknown): string => {
  const written: unknown = typeof value === "string" ? value : JSON.stringify(value)
  return typeof written === "string" ? written : ""
}
