import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import { calculateJwkThumbprint } from "jose"
import pg from "pg"
import type { Endpoint } from "@tongban/standards"
import { contract } from "@tongban/standards/contract"
import { subjectOf } from "../src/identity/persons.ts"
import { openDatabase } from "../src/store/open.ts"
import { answerOf } from "./support/answers.ts"
import type { Answered } from "./support/answers.ts"
import { engine } from "./support/database.ts"
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

const writes = (Object.entries(contract) as [Name, Endpoint][]).filter(
  ([, { method }]) => method !== "GET",
)
const keyed = writes.filter(([, { idempotent }]) => idempotent === true)

/** Writes that need no key, each with what stands in its place. */
const withoutKey: Partial<Record<Name, string>> = {
  reportCases: "each of its lines has a key of its own",
  resolveSubject: "it reads; its question is too secret for an address",
  endSession: "a login that is over stays over",
  unlockSurface: "each code opens one session, within 30 seconds",
  startSurfaceSession: "each session is its own, and nothing hangs on it",
  decideConsent: "a decision is taken once; the form proves which",
  withdrawGrant: "what is withdrawn stays withdrawn",
  upload: "tus counts bytes",
}

/** What makes another body, where the operation names no object. */
const otherwise: Partial<Record<Name, object>> = {
  createWebhook: { url: "https://other.example.gov.cn/events" },
  dropPicked: { requirement: "another" },
  reportDeliveries: { lines: [] },
}

const hourMs = 3_600_000

type Writer = Exclude<Role, "nobody" | "browser">

interface Asked {
  name: Name
  operation: Endpoint
  role: Role
  /** What it names; undefined where it names nothing. */
  object: string | undefined
}

suite(`what is sent twice is done once, on ${engine}`, () => {
  let world: HubWorld
  let send: Send
  let subject: string
  const own = new Map<Name, string>()

  before(async () => {
    world = await HubWorld.make({}, completeRegistry)
    await world.stop()
    const db = await openDatabase(world.settings.database)
    const keys = personKeysOf(world)
    const persons = await makePersons(db, keys)
    subject = subjectOf(keys, "a", persons.he.id)
    releaseKeys.a = await calculateJwkThumbprint(world.key("a-redeem"))
    releaseKeys.b = await calculateJwkThumbprint(world.key("b-redeem"))
    const to = { db, keys, persons }
    await newSurface(to, placeOf("surface", "own"), callersSurface)
    await makeCallersSession(db)
    for (const [name, operation] of keyed) {
      const kind = objectOf(operation)?.object
      if (kind !== undefined)
        own.set(name, await seeders[kind](to, placeOf(roleOf(operation), "own")))
    }
    await db.destroy()
    await world.start()
    send = await callers(world, persons.he.id)
  })
  after(async () => {
    await world.closeGateways()
    await world.close()
  })

  test("every write takes a key, or says why it needs none", () => {
    const others = writes.filter((each) => !keyed.includes(each)).map(([name]) => name)
    assert.deepEqual(others.sort(), Object.keys(withoutKey).sort())
  })

  for (const [name, operation] of keyed)
    test(`${operation.id}: no key is refused, the same again is the same, another body is refused`, async () => {
      const asked = { name, operation, role: roleOf(operation), object: own.get(name) }
      for (const odd of [undefined, "short", "x".repeat(65), "with a space", "schlüssel"])
        assert.equal((await ask(asked, odd)).code, "idempotency_key_required", String(odd))

      const key = randomUUID()
      const first = await ask(asked, key)
      const stop = stopsAt[name]
      if (stop !== undefined) {
        assert.equal(first.code, stop)
        assert.equal((await ask(asked, key)).code, stop, "a refusal takes no key")
        return
      }
      assert.ok(first.status < 300, JSON.stringify(first.body))
      const again = await ask(asked, key)
      assert.deepEqual(unsigned(again), unsigned(first))
      const other = await ask(differing(asked), key)
      assert.deepEqual([other.status, other.code], [422, "idempotency_conflict"])
    })

  test("71.9 hours later the same again is still the same", async () => {
    const asked: Asked = {
      name: "openCase",
      operation: contract.openCase,
      role: "citizen",
      object: own.get("openCase"),
    }
    const key = randomUUID()
    const { body } = await ask(asked, key)
    world.ahead = 71.9 * hourMs
    const later = await ask(asked, key)
    const anew = await ask(asked, randomUUID())
    world.ahead = 0
    assert.deepEqual(later.body, body)
    assert.notDeepEqual(anew.body, body)
  })

  test(
    "while the first is under way the others are told so, with the key",
    { skip: engine !== "PostgreSQL" && "the embedded database does one write after the other" },
    async () => {
      assert.ok("url" in world.settings.database)
      const holder = new pg.Client({ connectionString: world.settings.database.url })
      await holder.connect()
      await holder.query("begin")
      const waiting = [...oneOfEachResource()].map(async ([name, operation]) => {
        const role = roleOf(operation)
        const key = randomUUID()
        await holder.query(
          "insert into idempotency (caller, key, operation, body_hash, created_at) values ($1, $2, $3, '', now())",
          [callerName(role), key, operation.id],
        )
        const refused = await ask({ name, operation, role, object: own.get(name) }, key)
        assert.equal(refused.status, 409, operation.id)
        assert.equal(refused.code, "idempotency_in_progress", operation.id)
        assert.equal(refused.params?.["key"], key, operation.id)
      })
      await Promise.all(waiting)
      await holder.query("rollback")
      await holder.end()
    },
  )

  const callerName = (role: Role) =>
    role === "citizen"
      ? `citizen a-portal ${subject}`
      : role === "surface"
        ? `surface ${callersSurface}`
        : `client a-${role}`

  async function ask({ name, operation, role, object }: Asked, key: string | undefined) {
    const { params, query, body } = exampleOf(operation)
    Object.assign(body ?? {}, fixed(name))
    if ("localNumber" in params) params["localNumber"] = `N-${name}`
    const at = objectOf(operation)?.at
    if (object !== undefined && at !== undefined) place({ params, query, body }, at, object)
    else if (object !== undefined) Object.assign(body ?? {}, otherwise[name])
    const path = operation.path.replaceAll(/:(\w+)/g, (_, each: string) => String(params[each]))
    return answerOf(
      await send(role, operation.method, new URL(path, world.origin), {
        headers: {
          ...(key !== undefined && { "idempotency-key": Buffer.from(key).toString("latin1") }),
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    )
  }
})

/** The same each time it is asked. */
const made = new Map<Name, object | undefined>()
function fixed(name: Name): object | undefined {
  if (!made.has(name)) made.set(name, changes[name]?.())
  return made.get(name)
}

const objectOf = ({ reach }: Endpoint) => reach.find(({ at }) => at !== "answer")

function roleOf({ id, callers: all }: Endpoint): Writer {
  const role = roles.find(
    (each): each is Writer => each !== "browser" && all.some((caller) => caller === each),
  )
  assert.ok(role !== undefined, id)
  return role
}

/** The same write of something else. */
function differing(asked: Asked): Asked {
  const kind = objectOf(asked.operation)?.object
  assert.ok(kind !== undefined || asked.name in otherwise, `${asked.name}: what would differ?`)
  return { ...asked, object: kind === undefined ? "other" : unknownName(kind) }
}

/** A signature is made anew, for the same claims. */
const unsigned = ({ status, body }: Answered) => ({
  status,
  text: JSON.stringify(body ?? null).replaceAll(/ey[\w-]+\.[\w-]+\.[\w-]+/g, "{signed}"),
})

function oneOfEachResource(): Map<Name, Endpoint> {
  const resources = new Map(
    keyed.map((each) => [each[1].id.split(".")[0], each] as const).reverse(),
  )
  return new Map(resources.values())
}
