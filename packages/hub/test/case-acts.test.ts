import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import { createClient, isProblemError } from "@tongban/sdk"
import type { Tongban } from "@tongban/sdk"
import { ownCases } from "@tongban/sdk/machines"
import { legalDayOf } from "@tongban/standards"
import type { Case } from "@tongban/standards"
import type { CitizenSession } from "./support/citizen-session.ts"
import { he, item, xu } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"

const dayMs = 86_400_000

suite("what may be done to a case, and what is refused by which rule", () => {
  let world: HubWorld
  let portal: Tongban
  let sync: Tongban
  let citizen: CitizenSession

  before(async () => {
    world = await HubWorld.make()
    portal = createClient({ baseUrl: world.origin, auth: world.auth("a-redeem") })
    sync = createClient({ baseUrl: world.origin, auth: world.auth("a-sync") })
    citizen = await world.logIn(he)
  })
  after(() => world.close())

  const newNumber = () => `N-${randomUUID()}`
  const report = (localNumber: string, state: string, more: object = {}) =>
    sync.cases.report(localNumber, {
      itemCode: item.code,
      state,
      source: { scheme: "epoint", value: "26" },
      occurredAt: new Date().toISOString(),
      ...more,
    })
  /** A case of the citizen's in a state. */
  const caseIn = async (...states: string[]): Promise<{ id: string; number: string }> => {
    const number = newNumber()
    const { id } = await citizen.openDraft()
    await portal.cases.submit({ caseId: id }, { localNumber: number })
    for (const state of states) await report(number, state)
    return { id, number }
  }
  const act = (id: string, path: string, body?: object, method = "POST") =>
    citizen.ask(method, `/tongban/v1/cases/${id}/${path}`, body)
  const list = async (query = "") => {
    const { body } = await citizen.ask("GET", `/tongban/v1/cases?limit=100${query}`)
    return (body as { items: Case[] }).items.map(({ id }) => id)
  }
  const steps = ({ events }: Case) => events.map(({ to }) => to)
  const refusedBy =
    (code: Parameters<typeof isProblemError>[1], params: object) => (e: unknown) => {
      assert.ok(isProblemError(e, code), String(e))
      assert.partialDeepStrictEqual(e.params, params)
      return true
    }

  test("an application without papers is submitted under its number, once", async () => {
    const { id } = await citizen.openDraft()
    const localNumber = newNumber()
    const submitted = await portal.cases.submit({ caseId: id }, { localNumber })
    assert.deepEqual([submitted.state, submitted.localNumber], ["SUBMITTED", localNumber])
    await assert.rejects(
      portal.cases.submit({ caseId: id }, { localNumber }),
      refusedBy("step_refused", { rule: "unknownStep", state: "SUBMITTED" }),
    )
    const other = await citizen.openDraft()
    await assert.rejects(
      portal.cases.submit({ caseId: other.id }, { localNumber }),
      refusedBy("number_taken", { localNumber }),
    )
    const foreign = createClient({ baseUrl: world.origin, auth: world.auth("b-redeem") })
    await assert.rejects(
      foreign.cases.submit({ caseId: other.id }, { localNumber: newNumber() }),
      refusedBy("not_found", {}),
    )
  })

  test("what was returned for changes is submitted again, under the same number only", async () => {
    const { id, number } = await caseIn("PRE_REVIEW_RETURNED")
    await assert.rejects(
      portal.cases.submit({ caseId: id }, { localNumber: newNumber() }),
      refusedBy("number_taken", { localNumber: number }),
    )
    const again = await portal.cases.submit({ caseId: id }, { localNumber: number })
    assert.deepEqual(steps(again), ["DRAFT", "SUBMITTED", "PRE_REVIEW_RETURNED", "SUBMITTED"])
  })

  test("a citizen withdraws until it is decided; the department reads why", async () => {
    const { id, number } = await caseIn("RECEIVED", "ACCEPTED")
    const { status, body } = await act(id, "withdrawal", { reason: "暂不开业" })
    assert.equal(status, 200, JSON.stringify(body))
    const seen = await sync.cases.find({ localNumber: number })
    assert.deepEqual([seen.state, seen.turn], ["WITHDRAWN", "none"])
    assert.partialDeepStrictEqual(seen.events.at(-1), { by: "applicant", reason: "暂不开业" })
    const decided = await caseIn("DECIDED_GRANTED")
    const refused = await act(decided.id, "withdrawal", {})
    assert.deepEqual([refused.status, refused.code], [409, "step_refused"])
    assert.partialDeepStrictEqual(refused.params, {
      rule: "unknownStep",
      state: "DECIDED_GRANTED",
      because: { zh: "现在的状态不能接这一步，请先更正" },
    })
  })

  test("a correction is answered whole, and what is missing is named", async () => {
    const correction = {
      items: [item.requirement, item.selfMade].map((requirement) => ({
        requirement,
        text: { zh: "请补" },
      })),
    }
    const { number } = await caseIn("RECEIVED")
    await report(number, "CORRECTION_REQUESTED", { correction })
    await assert.rejects(
      portal.cases.supply(number, { requirements: [item.selfMade] }),
      refusedBy("correction_incomplete", { missing: [item.requirement] }),
    )
    const requirements = [item.requirement, item.selfMade]
    const supplied = await portal.cases.supply(number, { requirements })
    assert.deepEqual([supplied.state, supplied.turn], ["RECEIVED", "department"])
    assert.deepEqual(supplied.events.at(-1)?.supplied, requirements)
    await assert.rejects(
      portal.cases.supply(number, { requirements }),
      refusedBy("step_refused", { rule: "unknownStep" }),
    )
  })

  test("a case follows on another: the citizen's own, or the department's", async () => {
    const { id, number } = await caseIn("CLOSED")
    assert.deepEqual((await citizen.openDraft(id)).follows, { id })
    const other = await world.logIn(xu)
    await assert.rejects(other.openDraft(id), refusedBy("preceding_unknown", { follows: id }))
    const next = await report(newNumber(), "RECEIVED", { follows: number })
    assert.deepEqual(next.follows, { id })
    const unknown = newNumber()
    await assert.rejects(
      report(newNumber(), "RECEIVED", { follows: unknown }),
      refusedBy("preceding_unknown", { follows: unknown }),
    )
    await assert.rejects(
      report(number, "CLOSED", { follows: next.localNumber ?? "" }),
      refusedBy("preceding_differs", {}),
    )
  })

  test("a finished case is put out of the citizen's sight, and not out of the department's", async () => {
    const { id, number } = await caseIn("RECEIVED")
    const early = await act(id, "hiding")
    assert.deepEqual([early.status, early.code], [409, "case_unfinished"])
    await report(number, "CLOSED")
    assert.equal(((await act(id, "hiding")).body as Case).hidden, true)
    assert.ok(!(await list()).includes(id))
    assert.deepEqual(await list("&hidden=true"), [id])
    const since = new Date(Date.now() - 60_000).toISOString()
    const ofDepartment = await sync.cases.list({ since, state: "CLOSED", limit: 100 })
    assert.ok(ofDepartment.items.some((kase) => kase.id === id))
    await act(id, "hiding", undefined, "DELETE")
    assert.ok((await list()).includes(id))
  })

  test("what was out of sight is seen again once something happens to it", async () => {
    const { id, number } = await caseIn("CLOSED")
    assert.equal((await act(id, "hiding")).status, 200)
    await report(number, "DELIVERED")
    assert.ok((await list()).includes(id))
  })

  test("at the hub's own page a person hides theirs, and nobody else's", async () => {
    const { id } = await caseIn("CLOSED")
    const other = await world.logIn(xu)
    const key = () => ({ "idempotency-key": randomUUID() })
    const hiding = `/v1/cases/${id}/hiding`
    assert.equal((await other.atHub("POST", hiding, undefined, key())).code, "not_found")
    assert.equal((await citizen.atHub("POST", hiding, undefined, key())).status, 200)
    assert.ok(!(await list()).includes(id))
  })

  test("a mistake is mended calmly: the case is where it was, and says who mended it and why", async () => {
    const { id, number } = await caseIn("RECEIVED", "ACCEPTED", "IN_REVIEW")
    const wrong = await report(number, "DECIDED_REFUSED", { reason: "看错了行" })
    const mending = { mends: wrong.events.at(-1)?.id ?? "", by: "许可科", reason: "点错了行" }
    const mended = await sync.cases.mend(number, mending)
    assert.deepEqual([mended.state, mended.turn], ["IN_REVIEW", "department"])
    assert.partialDeepStrictEqual(mended.events.at(-1), { to: "IN_REVIEW", ...mending })
    assert.deepEqual(
      mended.events.at(-2),
      wrong.events.at(-1),
      "what was mended stays in the history",
    )
    assert.deepEqual(
      (await act(id, "withdrawal", {})).status,
      200,
      "the machine goes on from there",
    )
    await assert.rejects(
      sync.cases.mend(number, mending),
      refusedBy("step_refused", { rule: "mendsNothing" }),
    )
  })

  test("a notice of correction that a mending brings back asks for the same as before", async () => {
    const items = [{ requirement: item.requirement, text: { zh: "证明缺第 2 页" } }]
    const { id, number } = await caseIn("RECEIVED")
    await report(number, "CORRECTION_REQUESTED", { correction: { items } })
    const wrong = await report(number, "TERMINATED", { by: "许可科", reason: "点错了行" })
    const mending = { mends: wrong.events.at(-1)?.id ?? "", by: "许可科", reason: "点错了行" }
    const mended = await sync.cases.mend(number, mending)
    assert.deepEqual([mended.state, mended.turn], ["CORRECTION_REQUESTED", "applicant"])
    assert.deepEqual(mended.events.at(-1)?.correction, { items })
    assert.ok(await citizen.openSurface(id), "its papers can be picked again")
  })

  test("facts of a step are kept: an extension of a case in review is a step of its own", async () => {
    const { number } = await caseIn("RECEIVED", "ACCEPTED", "IN_REVIEW")
    const extension = { days: 10, approvedBy: "局长" }
    const told = { extension, reason: "案情复杂", document: "样延〔2026〕1号" }
    const extended = await report(number, "IN_REVIEW", told)
    assert.partialDeepStrictEqual(extended.events.at(-1), { to: "IN_REVIEW", ...told })
    assert.equal((await report(number, "IN_REVIEW", told)).events.length, extended.events.length)
  })

  test("a case is urged while it is the department's turn, once in three days", async () => {
    const { id, number } = await caseIn("RECEIVED")
    const { body } = await act(id, "urges")
    const { urged } = body as Case
    assert.equal(urged?.times, 1)
    assert.equal(urged.againOn, legalDayOf(new Date(Date.now() + 3 * dayMs)))
    const again = await act(id, "urges")
    assert.deepEqual([again.status, again.code], [409, "urged_recently"])
    assert.deepEqual(again.params, { rule: "urgeEveryDays", days: 3, againOn: urged.againOn })
    assert.equal((await sync.cases.find({ localNumber: number })).urged?.times, 1)
    const { id: draft } = await citizen.openDraft()
    assert.equal((await act(draft, "urges")).code, "nothing_to_urge")
  })

  test("after these days it may be urged once more", async () => {
    const { id } = await caseIn("RECEIVED")
    await act(id, "urges")
    world.ahead = 3 * dayMs
    try {
      const { body } = await act(id, "urges")
      assert.equal((body as Case).urged?.times, 2)
    } finally {
      world.ahead = 0
    }
  })

  test("a page does all of it by the SDK, through its gateway", async () => {
    const through = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
      const answer = await citizen.ask(method, `/tongban${path}`, body)
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
      return answer.body as T
    }
    const mine = ownCases({
      get: (path) => through("GET", path),
      post: (path, body) => through("POST", path, body),
      delete: (path) => through("DELETE", path),
      address: (path) => path,
    })
    const { id } = await caseIn("RECEIVED")
    assert.equal((await mine.urge(id)).urged?.times, 1)
    const { state, events } = await mine.withdraw(id, "暂不开业")
    assert.deepEqual([state, events.at(-1)?.reason], ["WITHDRAWN", "暂不开业"])
    assert.equal((await mine.hide(id)).hidden, true)
    const hidden = await mine.list({ hidden: "true", limit: 1 })
    assert.deepEqual(
      hidden.items.map((kase) => kase.id),
      [id],
    )
    assert.equal((await mine.show(id)).hidden, undefined)
    assert.ok((await mine.list({ state: "WITHDRAWN" })).items.some((kase) => kase.id === id))
  })

  test("nobody acts on another's case", async () => {
    const { id } = await caseIn("CLOSED")
    const other = await world.logIn(xu)
    for (const path of ["withdrawal", "urges", "hiding"]) {
      const body = path === "withdrawal" ? {} : undefined
      const answer = await other.ask("POST", `/tongban/v1/cases/${id}/${path}`, body)
      assert.deepEqual([answer.status, answer.code], [404, "not_found"], path)
    }
  })
})
