import assert from "node:assert/strict"
import { after, before, suite, test } from "node:test"
import { inspect } from "node:util"
import { sql } from "kysely"
import { toldError } from "@tongban/standards"
import { openDatabase } from "../src/store/open.ts"
import { startHubProcess } from "./support/hub-process.ts"
import { he, item } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"

const marker = "MARKER-OF-AN-INVENTED-PERSON"

suite("what a log is told of an error", () => {
  let world: HubWorld

  before(async () => {
    world = await HubWorld.make()
    await world.stop()
  })
  after(() => world.close())

  test("a statement that fails is told by its code and the id of the request, without its values", async () => {
    const db = await openDatabase(world.settings.database)
    const refusing = db.schema
      .alterTable("materials")
      .addCheckConstraint("no_seven", sql`size <> 7`)
    await refusing.execute().finally(() => db.destroy())
    const hub = await startHubProcess(world.settings)
    try {
      // PostgreSQL tells the whole row that a check refuses.
      const answer = await world.call("b-register", "POST", "/v1/materials", {
        ownerRef: marker,
        licenceType: item.licenceType,
        name: { zh: marker },
        grade: "A",
        number: marker,
        holder: { scheme: "111", number: he.number },
        issuer: { zh: marker },
        issuedOn: "2024-04-18",
        status: "ISSUED",
        digest: "0".repeat(64),
        mediaType: "text/plain",
        size: 7,
        fields: [],
        sensitive: false,
      })
      assert.equal(answer.code, "internal", JSON.stringify(answer.body))
      const { requestId } = answer.body as { requestId: string }
      while (!hub.output().includes(requestId))
        await new Promise((resolve) => setImmediate(resolve))
      const output = hub.output()
      assert.match(output, /"code":"23514"/)
      assert.match(output, /"stack":" +at /)
      for (const value of [marker, he.number]) assert.ok(!output.includes(value), output)
    } finally {
      await hub.kill()
    }
  })

  test("nor does a row stand there that a constraint refused", async () => {
    const db = await openDatabase(world.settings.database)
    try {
      const person = {
        id: "01890a5d-ac96-774b-bcce-b302099a8057",
        match: marker,
        masked_name: marker,
        assurance_level: 3,
        assurance_scheme: "guangdong",
        assurance_value: "4",
        created_at: new Date(),
      }
      const insert = () => db.insertInto("persons").values(person).execute()
      await insert()
      const error = await insert().then(
        () => assert.fail(),
        (failure: unknown) => failure,
      )
      assert.ok(inspect(error).includes(person.id), "the driver's own error tells it")
      const told = inspect(toldError(error))
      assert.ok(!told.includes(person.id) && !told.includes(marker), told)
      assert.match(told, /code: '23505'/)
      assert.match(told, /table: 'persons'/)
    } finally {
      await db.destroy()
    }
  })

  test("messages lose what they quote, and numbers and ids; causes too; frames stay", () => {
    const told = (error: unknown) => inspect(toldError(error))
    const unread = () => JSON.parse(`{"number": ${he.number}x, "name": "${he.name}"}`) as unknown
    let caught: unknown
    try {
      unread()
    } catch (error) {
      caught = new Error(`no paper of ${he.number}\n    at ${he.name} (${he.number})`, {
        cause: error,
      })
    }
    assert.ok(inspect(caught).includes(he.number))
    assert.ok(!told(caught).includes(he.number), told(caught))
    assert.match(told(caught), /cause: \{[^]*SyntaxError/)
    assert.match(told(caught), /at .*told-error\.test\.ts/)
    assert.equal(toldError(he.number).message, "not an error")
  })

  test("errors that are each other's cause are told to the fifth", () => {
    const outer = new Error("outer")
    outer.cause = new Error("inner", { cause: outer })
    assert.equal(JSON.stringify(toldError(outer)).split('"cause":').length - 1, 5)
  })

  test("an address of ours stays, as no person is in it", () => {
    assert.equal(
      toldError(new Error("connect ECONNREFUSED 127.0.0.1:5432")).message,
      "connect ECONNREFUSED 127.0.0.1:5432",
    )
  })
})
