import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import pg from "pg"
import type { HubSettings } from "@tongban/hub"
import { openDatabase } from "../src/store/open.ts"
import { newId } from "../src/store/ids.ts"
import { purgeKeys } from "../src/http/idempotency.ts"
import { inTransaction } from "../src/store/database.ts"
import type { Database } from "../src/store/database.ts"
import { subjectOf } from "../src/identity/persons.ts"
import { engine } from "./support/database.ts"
import { freePort } from "./support/free-port.ts"
import { startHubProcess } from "./support/hub-process.ts"
import { item } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"
import { callers, makePersons, personKeysOf } from "./support/reach-callers.ts"
import type { Send } from "./support/reach-callers.ts"

/** `npm run keys` takes them all. */
const keys = process.argv.includes("--all") ? 10_000 : 40
/** How often each key is sent at once, and how many keys are under way. */
const atOnce = 20
const keysAtOnce = 4

/** What says that it was done once: each draft that is opened is a row of its own. */
const write = (send: Send, to: string, key: string, itemCode = item.code) =>
  send("citizen", "POST", new URL("/v1/cases", to), {
    headers: { "idempotency-key": key, "content-type": "application/json" },
    body: JSON.stringify({ itemCode }),
  })

suite(`keys on ${engine}`, () => {
  let world: HubWorld
  let send: Send
  let subject: string
  /** Every case that was answered. */
  const opened = new Set<string>()
  /** Where the hub's processes listen: two on a server, one on the embedded database. */
  const listening: string[] = []
  let second: { kill(): Promise<void> } | undefined

  before(async () => {
    world = await HubWorld.make()
    send = await callers(world, await personId(world))
    listening.push(world.origin)
    if (engine !== "PostgreSQL") return
    const port = await freePort()
    const settings: HubSettings = { ...world.settings, listen: { host: "127.0.0.1", port } }
    second = await startHubProcess(settings)
    listening.push(`http://127.0.0.1:${port}`)
  })
  after(() => world.close())

  async function personId(of: HubWorld): Promise<string> {
    await of.logIn({ key: "he" })
    await of.stop()
    const db = await openDatabase(of.settings.database)
    const { he } = await makePersons(db, personKeysOf(of))
    subject = subjectOf(personKeysOf(of), "a", he.id)
    await db.destroy()
    await of.start()
    return he.id
  }

  async function openOnce(key: string): Promise<void> {
    const answer = await write(send, world.origin, key)
    assert.equal(answer.status, 201)
    opened.add(((await answer.json()) as { id: string }).id)
  }

  test(`${keys} keys, each sent ${atOnce} times at once to every process: one answer each`, async (t) => {
    const began = performance.now()
    const left = Array.from({ length: keys }, () => randomUUID())
    const sendAll = async () => {
      for (let key = left.pop(); key !== undefined; key = left.pop()) {
        const sent = key
        const ids = await Promise.all(
          Array.from({ length: atOnce }, async (_, n) => {
            const answer = await write(send, listening[n % listening.length] ?? "", sent)
            const { id } = (await answer.json()) as { id: string }
            assert.equal(answer.status, 201, JSON.stringify(id))
            return id
          }),
        )
        assert.equal(new Set(ids).size, 1, "every answer names the same case")
        opened.add(ids[0] ?? "")
      }
    }
    await Promise.all(Array.from({ length: keysAtOnce }, sendAll))
    const seconds = (performance.now() - began) / 1000
    t.diagnostic(`${keys} keys × ${atOnce}, ${listening.length} processes: ${seconds.toFixed(1)} s`)
  })

  test("the same key with another body is refused, and with another caller is another key", async () => {
    const key = randomUUID()
    await openOnce(key)
    const other = await write(send, world.origin, key, "another-item")
    assert.equal(other.status, 422)
    assert.equal(((await other.json()) as { code: string }).code, "idempotency_conflict")
    const webhook = await send("sync", "POST", new URL("/v1/webhooks", world.origin), {
      headers: { "idempotency-key": key, "content-type": "application/json" },
      body: JSON.stringify({ url: "https://department.example.gov.cn/events", types: [] }),
    })
    assert.equal(webhook.status, 201)
  })

  test(
    "a key whose first request takes long is told so, with the key and when to come again",
    { skip: engine !== "PostgreSQL" && "the embedded database does one write after the other" },
    async () => {
      const key = randomUUID()
      assert.ok("url" in world.settings.database)
      const holder = new pg.Client({ connectionString: world.settings.database.url })
      await holder.connect()
      await holder.query("begin")
      await holder.query(
        "insert into idempotency (caller, key, operation, body_hash, created_at) values ($1, $2, 'cases.open', '', now())",
        [`citizen a-portal ${subject}`, key],
      )
      const refused = await write(send, world.origin, key)
      await holder.query("rollback")
      await holder.end()
      assert.equal(refused.status, 409)
      assert.ok(Number(refused.headers.get("retry-after")) > 0)
      const { code, params } = (await refused.json()) as { code: string; params: { key: string } }
      assert.deepEqual([code, params.key], ["idempotency_in_progress", key])
      await openOnce(key)
    },
  )

  suite("in the database", () => {
    let db: Database
    before(async () => {
      await second?.kill()
      await world.closeGateways()
      await world.stop()
      db = await openDatabase(world.settings.database)
    })
    after(() => db.destroy())

    test("each answer is one effect, and there is no other", async (t) => {
      const rows = await db
        .selectFrom("cases")
        .select("id")
        .where("subject", "=", subject)
        .execute()
      assert.deepEqual(new Set(rows.map(({ id }) => id)), opened)
      t.diagnostic(`${rows.length} effects`)
    })

    test("a key is kept for 72 hours, and no longer", async () => {
      const hour = 3_600_000
      const now = new Date()
      const caller = newId(personKeysOf(world).pairwise, "caller", now)
      for (const [key, hours] of [
        ["kept", 71.9],
        ["gone", 72.1],
      ] as const)
        await db
          .insertInto("idempotency")
          .values({
            caller,
            key,
            operation: "cases.open",
            body_hash: "",
            stored: null,
            created_at: new Date(now.getTime() - hours * hour),
          })
          .execute()
      await inTransaction(db, (trx) => purgeKeys(trx, now))
      const kept = await db
        .selectFrom("idempotency")
        .select("key")
        .where("caller", "=", caller)
        .execute()
      assert.deepEqual(
        kept.map(({ key }) => key),
        ["kept"],
      )
    })
  })
})
