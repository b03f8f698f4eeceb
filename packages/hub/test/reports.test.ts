import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import { createClient, isProblemError } from "@tongban/sdk"
import type { Report, Tongban } from "@tongban/sdk"
import { legalDayOf } from "@tongban/standards"
import { item } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"

const minuteMs = 60_000

suite("a report that is not as it must be says what is wrong, and what would be taken", () => {
  let world: HubWorld
  let tongban: Tongban

  before(async () => {
    world = await HubWorld.make()
    // The hub itself is asked: the client would not send what it sees to be wrong.
    tongban = createClient({
      baseUrl: world.origin,
      auth: world.auth("a-sync"),
      checkRequests: false,
    })
  })
  after(() => world.close())

  const inFuture = (ms: number) => new Date(Date.now() + ms)
  const report = (change: Partial<Report> = {}, number = `N-${randomUUID()}`) =>
    tongban.cases.report(number, {
      itemCode: item.code,
      state: "ACCEPTED",
      source: { scheme: "epoint", value: "30" },
      occurredAt: new Date().toISOString(),
      ...change,
    })
  const refused = (faults: object[], words: RegExp) => (error: unknown) => {
    assert.ok(isProblemError(error, "invalid_request"), String(error))
    assert.deepEqual(error.params["faults"], faults)
    assert.match(error.message, words)
    return true
  }

  test("what happened lies in the past: a clock may be five minutes ahead, no more", async () => {
    await report({ occurredAt: inFuture(4 * minuteMs).toISOString() })
    await assert.rejects(report({ occurredAt: inFuture(6 * minuteMs).toISOString() }), (error) => {
      assert.ok(isProblemError(error, "invalid_request"))
      const [fault] = error.params["faults"] as Record<string, string>[]
      assert.deepEqual([fault?.["place"], fault?.["rule"]], ["body.occurredAt", "future"])
      assert.match(error.message, /body\.occurredAt: future, not later than \d{4}-/)
      return true
    })
  })

  test("nor has it taken effect on a day to come", async () => {
    const latest = legalDayOf(inFuture(5 * minuteMs))
    await report({ effectiveOn: legalDayOf(new Date()) })
    await assert.rejects(
      report({ effectiveOn: legalDayOf(inFuture(3 * 24 * 60 * minuteMs)) }),
      refused(
        [{ place: "body.effectiveOn", rule: "future", latest }],
        /body\.effectiveOn: future, not later than/,
      ),
    )
  })

  test("a value that is none of a list is told the list", async () => {
    const party = { scheme: "999", number: "370699198510100023" } as unknown as Report["party"]
    await assert.rejects(
      report(party && { party }),
      refused(
        [{ place: "body.party.scheme", rule: "invalid_value", allowed: ["111"] }],
        /as required \(body\.party\.scheme: invalid_value, one of 111\)$/,
      ),
    )
  })

  test("a length, a type and a form are told their bounds; what was sent is not repeated", async () => {
    const secret = "370699198510100023".repeat(10)
    const wrong = {
      itemCode: secret,
      state: "",
      occurredAt: "yesterday",
      inferred: secret as unknown as boolean,
    }
    await assert.rejects(report(wrong), (error) => {
      assert.ok(isProblemError(error, "invalid_request"))
      assert.deepEqual(error.params["faults"], [
        { place: "body.itemCode", rule: "too_big", maximum: 60 },
        { place: "body.state", rule: "too_small", minimum: 1 },
        { place: "body.occurredAt", rule: "invalid_format", expected: "datetime" },
        { place: "body.inferred", rule: "invalid_type", expected: "boolean" },
      ])
      assert.match(error.message, /60 at most; .*1 at least; .*expected datetime/)
      assert.ok(!JSON.stringify([error.params, error.message]).includes("370699"))
      return true
    })
  })

  test("a department finds its own case by its own number, and no other's", async () => {
    const localNumber = `N-${randomUUID()}`
    const { id } = await report({}, localNumber)
    assert.equal((await tongban.cases.find({ localNumber })).id, id)
    const other = createClient({ baseUrl: world.origin, auth: world.auth("b-sync") })
    await assert.rejects(other.cases.find({ localNumber }), (error) =>
      isProblemError(error, "not_found"),
    )
  })
})
