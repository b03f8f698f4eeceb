import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import { calculateJwkThumbprint } from "jose"
import { ownerships } from "@tongban/standards"
import type { Endpoint, ObjectKind, Ownership, Reach, Sight } from "@tongban/standards"
import { contract } from "@tongban/standards/contract"
import { openDatabase } from "../src/store/open.ts"
import type { Database } from "../src/store/database.ts"
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
import { newSurface, placeOf, releaseKeys, seeders, unknownName } from "./support/reach-objects.ts"
import { changes, exampleOf, place, stopsAt } from "./support/reach-requests.ts"
import type { Name } from "./support/reach-requests.ts"

/** tus has parts of its own; its own test tries whose uploads they are. */
const operations = (Object.entries(contract) as [Name, Endpoint][]).filter(
  ([, { kind }]) => kind !== "foreign",
)

interface Asked {
  name: Name
  operation: Endpoint
  role: Role
  /** The column: whose object it is. */
  whose: Ownership | "none"
  reach: Reach | undefined
  /** What names it. */
  object: string
}

interface Answered {
  status: number
  code: string | undefined
  text: string
}

suite("whose objects each operation reaches", () => {
  let world: HubWorld
  let send: Send
  let cells: Asked[]
  let othersBefore: unknown

  before(async () => {
    world = await HubWorld.make({}, completeRegistry)
    await world.stop()
    const db = await openDatabase(world.settings.database)
    const keys = personKeysOf(world)
    const persons = await makePersons(db, keys)
    releaseKeys.a = await calculateJwkThumbprint(world.key("a-redeem"))
    releaseKeys.b = await calculateJwkThumbprint(world.key("b-redeem"))
    const to = { db, keys, persons }
    await newSurface(to, placeOf("surface", "own"), callersSurface)
    await makeCallersSession(db)
    const shared = new Map<string, string>()
    const objectFor = async (
      { operation, role, reach }: Omit<Asked, "object">,
      whose: Ownership,
    ) => {
      const kind = reach?.object ?? "case"
      const place = placeOf(callerOf(operation, role), whose)
      const make = () => seeders[kind](to, place)
      if (changesIts(kind, operation, role)) return make()
      const known = `${kind} ${JSON.stringify(place)}`
      const object = shared.get(known) ?? (await make())
      shared.set(known, object)
      return object
    }
    cells = []
    for (const [name, operation] of operations)
      for (const reach of operation.reach.length === 0 ? [undefined] : operation.reach)
        for (const role of roles)
          for (const whose of [...ownerships, "none"] as const) {
            const object =
              reach === undefined || whose === "none"
                ? unknownName(reach?.object ?? "case")
                : await objectFor({ name, operation, role, whose, reach }, whose)
            cells.push({ name, operation, role, whose, reach, object })
          }
    othersBefore = await rowsOf(db, "b")
    await db.destroy()
    await world.start()
    send = await callers(world, persons.he.id)
  })
  after(() => world.close())

  for (const [name, operation] of operations) {
    test(`${operation.id}: each caller gets what its cell says, everybody else nothing`, async () => {
      const own = cells.filter((cell) => cell.name === name)
      for (const nothing of own.filter(({ whose }) => whose === "none")) {
        const { role, reach } = nothing
        const none = await ask(nothing)
        const same = own.filter(
          (cell) => cell.role === role && cell.reach === reach && cell.whose !== "none",
        )
        for (const cell of [nothing, ...same])
          hold(cell, cell === nothing ? none : await ask(cell), likeNone(none, nothing))
      }
    })
  }

  test("nothing of another department has changed", async (t) => {
    await world.stop()
    const db = await openDatabase(world.settings.database)
    const now = await rowsOf(db, "b")
    await db.destroy()
    await world.start()
    assert.deepEqual(now, othersBefore)
    const declared = cells.filter(({ role, operation }) =>
      operation.callers.includes(role as never),
    )
    t.diagnostic(
      `${cells.length} cells of ${operations.length} operations × ${roles.length} roles × 4, ${declared.length} of listed callers`,
    )
  })

  /** Holds one answer against the cell. */
  function hold(cell: Asked, answered: Answered, none: string): void {
    const { name, operation, role, whose, reach, object } = cell
    const where = `${operation.id}: ${role}, ${whose}: ${answered.status} ${answered.text.slice(0, 300)}`
    const refusal = refusalOf(operation, role)
    if (refusal !== undefined) {
      assert.equal(answered.code, refusal, where)
      assert.equal(likeNone(answered, cell), none, where)
      return
    }
    const sight: Sight =
      reach === undefined
        ? "served"
        : whose === "none"
          ? reach.none
          : (reach.sees[callerOf(operation, role)]?.[whose] ?? "absent")
    if (reach?.at === "answer" && whose !== "none") {
      assert.ok(answered.status < 300, where)
      assert.equal(answered.text.includes(object), sight === "served", where)
    } else if (sight === "absent") {
      assert.equal(likeNone(answered, cell), none, where)
    } else if (sight !== "served") {
      assert.equal(answered.code, sight, where)
    } else if (stopsAt[name] !== undefined) {
      assert.equal(answered.code, stopsAt[name], where)
    } else {
      assert.ok(answered.status >= 200 && answered.status < 300, where)
    }
  }

  async function ask({ name, operation, role, reach, object }: Asked): Promise<Answered> {
    const { params, query, body, mediaType } = exampleOf(operation)
    Object.assign(operation.method === "GET" ? query : (body ?? {}), changes[name]?.())
    // A number of its own, where another object is in question.
    if ("localNumber" in params) params["localNumber"] = randomUUID()
    const request: Record<string, unknown> = { params, query, body }
    if (reach !== undefined && reach.at !== "answer") place(request, reach.at, object)
    const path = operation.path.replaceAll(/:(\w+)/g, (_, key: string) => String(params[key]))
    const url = new URL(path, world.origin)
    for (const [key, value] of Object.entries(query)) url.searchParams.set(key, String(value))
    const init = {
      headers: {
        ...(operation.idempotent === true && { "idempotency-key": randomUUID() }),
        ...(body !== undefined && { "content-type": mediaType }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }
    const answered = await asked(role, operation, url, init)
    for (let { next } = answered; next !== undefined;) {
      url.searchParams.set("cursor", next)
      const page = await asked(role, operation, url, init)
      answered.text += page.text
      next = page.next
    }
    return answered
  }

  async function asked(
    role: Role,
    { method, kind }: Endpoint,
    url: URL,
    init: RequestInit,
  ): Promise<Answered & { next?: string }> {
    const stop = new AbortController()
    const response = await send(role, method, url, { ...init, signal: stop.signal })
    const { status, headers } = response
    const isStream = headers.get("content-type")?.startsWith("text/event-stream") === true
    const text = isStream ? await beginningOf(response) : await response.text()
    stop.abort()
    const isJson = /[/+]json\b/.test(headers.get("content-type") ?? "")
    const { code, next } = (isJson ? JSON.parse(text) : {}) as { code?: string; next?: string }
    return {
      status,
      text,
      code: status < 400 ? undefined : code,
      ...(kind === "json" && next !== undefined && { next }),
    }
  }
})

/** Whether an operation needs an object that no other cell has. Of webhooks a department has ten at most. */
const changesIts = (kind: ObjectKind, { method, callers }: Endpoint, role: Role): boolean =>
  method !== "GET" &&
  callers.some((each) => each === role) &&
  (kind !== "webhook" || method === "DELETE")

/** As which of its callers an operation sees a role. */
const callerOf = ({ callers }: Endpoint, role: Role) =>
  role === "nobody" || !callers.includes(role) ? ("public" as const) : role

/** Why a role is refused whatever it asks for; undefined where it is a caller. */
function refusalOf({ callers, method }: Endpoint, role: Role): string | undefined {
  if (callers.includes("public")) return undefined
  if (role !== "nobody" && role !== "browser")
    return callers.includes(role) ? undefined : "forbidden"
  if (!callers.includes("browser")) return "unauthenticated"
  // Without the hub's own Origin it is no page of the hub's.
  return role === "browser" ? undefined : method === "GET" ? "login_required" : "forbidden"
}

/** An answer without what differs between any two: the object's own name, ids, instants. */
const likeNone = ({ status, text }: Answered, { object }: Asked): string =>
  `${status} ${text}`
    .replaceAll(object, "{object}")
    .replaceAll(/"requestId":"[^"]+"/g, "{request}")
    .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, "{id}")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "{instant}")
    .replaceAll(/ey[\w-]+\.[\w-]+\.[\w-]+/g, "{signed}")

/** The events that come at once. */
async function beginningOf(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ""
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (/"type":"following"|"state":/.test(text)) break
  }
  return text
}

/** Every row that names a department, in every table that has one. */
async function rowsOf(db: Database, department: string) {
  const rows: Record<string, unknown[]> = {}
  for (const table of [
    "cases",
    "case_events",
    "surfaces",
    "materials",
    "grants",
    "handles",
    "redemptions",
    "webhooks",
  ] as const) {
    const found = await db
      .selectFrom(table)
      .selectAll()
      .where("department_id", "=", department)
      .execute()
    // Whoever decided takes it back, whichever department it was for.
    if (table === "grants") for (const row of found) Object.assign(row, { withdrawn_at: null })
    // A row that was written as it was stands in another place.
    rows[table] = found.map((row) => JSON.stringify(row)).sort()
  }
  return rows
}
