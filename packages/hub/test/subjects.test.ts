import assert from "node:assert/strict"
import { after, before, suite, test } from "node:test"
import { createClient, isProblemError } from "@tongban/sdk"
import type { Tongban } from "@tongban/sdk"
import { keepSubject, meetSubject, personOf, subjectOf } from "../src/identity/persons.ts"
import { openDatabase } from "../src/store/open.ts"
import { he, item } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"
import { personKeysOf } from "./support/reach-callers.ts"
import { identified, newResidentNumber } from "./support/reach-objects.ts"

const most = 120

const partyOf = (number: string) => ({ scheme: "111" as const, number })

suite("whether a department knows somebody, by identity number", () => {
  let world: HubWorld
  let a: Tongban
  let b: Tongban
  let statements = 0
  /** Logged in at `b`; `a` only reported of them. */
  const elsewhere = newResidentNumber()
  let hers: string
  let his: string

  before(async () => {
    world = await HubWorld.make({}, (settings) => {
      settings.onStatement = () => statements++
      settings.rates = { ...settings.rates, resolve: most }
    })
    await world.logIn(he)
    await world.closeGateways()
    await world.stop()
    const db = await openDatabase(world.settings.database)
    const keys = personKeysOf(world)
    const now = new Date()
    const { id: herId } = await personOf(db, keys, identified(elsewhere), now)
    hers = subjectOf(keys, "b", herId)
    await meetSubject(db, { department: "b", subject: hers, personId: herId }, now)
    await keepSubject(db, "a", subjectOf(keys, "a", herId), herId)
    const { id: hisId } = await personOf(db, keys, identified(he.number), now)
    his = subjectOf(keys, "a", hisId)
    await db.destroy()
    await world.start()
    const client = (id: "a-sync" | "b-sync") =>
      createClient({ baseUrl: world.origin, auth: world.auth(id), audit: true })
    a = client("a-sync")
    b = client("b-sync")
  })
  after(() => world.close())

  test("where the person has logged in, their subject there", async () => {
    assert.deepEqual(await a.subjects.resolve(partyOf(he.number)), { subject: his })
    assert.deepEqual(await b.subjects.resolve(partyOf(elsewhere)), { subject: hers })
  })

  test("whoever has logged in elsewhere only is like nobody, reported of or not", async () => {
    const nobody = await a.subjects.resolve(partyOf(newResidentNumber()))
    assert.deepEqual(nobody, {})
    assert.deepEqual(await a.subjects.resolve(partyOf(elsewhere)), nobody)
    assert.deepEqual(await b.subjects.resolve(partyOf(he.number)), nobody)
    await a.cases.report("N-1", {
      itemCode: item.code,
      state: "ACCEPTED",
      source: { scheme: "epoint", value: "30" },
      occurredAt: new Date().toISOString(),
      party: partyOf(elsewhere),
    })
    assert.deepEqual(await a.subjects.resolve(partyOf(elsewhere)), nobody)
  })

  test("it asks the database as much for nobody as for somebody", async (t) => {
    const rounds = 40
    const asked = async (number: string) => {
      const before = statements
      const began = performance.now()
      await a.subjects.resolve(partyOf(number))
      return { statements: statements - before, ms: performance.now() - began }
    }
    const times = { nobody: [] as number[], elsewhere: [] as number[] }
    for (let n = 0; n < rounds; n++) {
      const [nobody, somebody] = [await asked(newResidentNumber()), await asked(elsewhere)]
      assert.equal(nobody.statements, somebody.statements)
      times.nobody.push(nobody.ms)
      times.elsewhere.push(somebody.ms)
    }
    const median = (all: number[]) => all.sort((x, y) => x - y)[rounds / 2] ?? 0
    t.diagnostic(
      `medians: nobody ${median(times.nobody).toFixed(2)} ms, elsewhere ${median(times.elsewhere).toFixed(2)} ms`,
    )
  })

  test("what is no identity number is refused", async () => {
    const refused = await world.call(
      "a-sync",
      "POST",
      "/v1/subjects",
      partyOf("370699198510100021"),
    )
    assert.equal(refused.code, "invalid_request")
    assert.ok(!JSON.stringify(refused.body).includes("370699198510100021"), "and not repeated")
  })

  test("a department that asks for many is told to come again", async () => {
    const askOn = async () => {
      for (let n = 0; n <= 2 * most; n++) await a.subjects.resolve(partyOf(newResidentNumber()))
    }
    await assert.rejects(askOn, (error) => isProblemError(error, "rate_limited"))
  })
})
