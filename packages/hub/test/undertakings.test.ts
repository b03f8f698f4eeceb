import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import type { Case, ItemToday, Undertaking } from "@tongban/standards"
import type { Answered } from "./support/answers.ts"
import type { CitizenSession } from "./support/citizen-session.ts"
import { redeem, report } from "./support/department.ts"
import { he, item, later, xu } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"
import { following, plainYears, promise, promised } from "./support/promising.ts"

suite("papers that may follow on a promise (容缺后补)", () => {
  let world: HubWorld
  let citizen: CitizenSession

  before(async () => {
    world = await HubWorld.make({}, plainYears)
    citizen = await world.logIn(he)
  })
  after(() => world.close())

  const caseOf = async (id: string) =>
    (await citizen.ask("GET", `/tongban/v1/cases/${id}`)).body as Case
  const undertakingsOf = ({ body }: Answered) =>
    (body as { undertakings?: Undertaking[] }).undertakings ?? []
  const newNumber = () => `N-${randomUUID()}`
  /** Promised, and submitted: the paper is owed. */
  const owing = async () => {
    const made = await promised(citizen)
    const number = newNumber()
    const answer = await redeem(world, [made.handle], number)
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return { ...made, number, answer }
  }
  /** The paper that was owed is picked for the same case. */
  const supply = async (draft: string, number: string) => {
    const change = { licenceType: later.licenceType, name: later.name, fields: [] }
    const { id } = await world.register(he, undefined, change)
    const { id: surface } = await citizen.openSurface(draft, [later.requirement])
    const { status, body } = await citizen.decide(
      await citizen.surfaceToken(surface),
      id,
      { choices: [{ requirement: later.requirement, material: id }] },
      { name: later.name, fields: [] },
    )
    assert.equal(status, 200, JSON.stringify(body))
    const [picked] = (body as { items: { handle: string }[] }).items
    return { material: id, answer: await redeem(world, [picked?.handle ?? ""], number) }
  }

  test("the item says by when, if it is promised today; and so does the surface, with the reasons", async () => {
    const { body } = await citizen.ask("GET", `/tongban/v1/items/${item.code}`)
    const { mayFollow } = body as ItemToday
    const { id } = await citizen.openSurface((await citizen.openDraft()).id, [
      later.requirement,
      item.requirement,
    ])
    const token = await citizen.surfaceToken(id)
    const date = await following(citizen, token)
    const [may, ...others] = mayFollow ?? []
    assert.deepEqual([may?.requirement, may?.dueOn], [later.requirement, date?.due])
    assert.match(may?.text.zh ?? "", /^可后补，最晚\d+月\d+日（周.）$|^可后补，最晚\d{4}年/)
    assert.deepEqual(others, [])
    const rules = date?.reasons.map(({ rule }) => rule).filter((rule) => rule !== "lastDay")
    assert.deepEqual(rules, ["undertaken", "follows", "firstDay", "due"])
    assert.equal(
      await following(citizen, token, item.requirement),
      undefined,
      "not every paper may",
    )
  })

  test("a promise is redeemed as papers are: it binds the draft, and the case says what is owed and by when", async () => {
    const { draft, number, dueOn, answer } = await owing()
    const [undertaking] = undertakingsOf(answer)
    assert.ok(undertaking)
    assert.deepEqual(
      [undertaking.caseId, undertaking.requirement, undertaking.dueOn, undertaking.state],
      [draft, later.requirement, dueOn, "open"],
    )
    assert.deepEqual((answer.body as { redemptions: unknown[] }).redemptions, [], "no ticket")
    const kase = await caseOf(draft)
    assert.deepEqual([kase.state, kase.localNumber], ["SUBMITTED", number])
    assert.deepEqual(kase.undertakings, [
      { requirement: later.requirement, name: later.name, dueOn, state: "open" },
    ])
  })

  test("a promise goes with papers in one submission, all or none", async () => {
    const { handle, draft, token } = await promised(citizen)
    const paper = await world.register(he)
    const surface = (await citizen.openSurface(draft)).id
    const decided = await citizen.decide(await citizen.surfaceToken(surface), paper.id)
    const [picked] = (decided.body as { items: { handle: string }[] }).items
    const unknown = `tbh1_${"A".repeat(43)}`
    const number = newNumber()
    const refused = await redeem(world, [handle, unknown], number)
    assert.equal(refused.code, "handle_unusable")
    assert.deepEqual([(await caseOf(draft)).state, token !== ""], ["DRAFT", true])
    const answer = await redeem(world, [picked?.handle ?? "", handle], number)
    assert.equal((answer.body as { redemptions: unknown[] }).redemptions.length, 1)
    assert.equal(undertakingsOf(answer).length, 1)
  })

  test("redeemed again for the same number it is the same promise; for another it is refused", async () => {
    const { handle, number, answer } = await owing()
    const again = await redeem(world, [handle], number)
    assert.deepEqual(undertakingsOf(again), undertakingsOf(answer))
    assert.deepEqual(rulesOf(await redeem(world, [handle], newNumber())), ["other_case"])
  })

  test("an expired, withdrawn, foreign or second promise is refused with its rule", async () => {
    const expired = await promised(citizen)
    const dropped = await promised(citizen)
    await citizen.atHub(
      "POST",
      "/v1/surface/drops",
      { requirement: later.requirement },
      { authorization: `Bearer ${dropped.token}`, "idempotency-key": randomUUID() },
    )
    assert.deepEqual(rulesOf(await redeem(world, [dropped.handle], newNumber())), ["withdrawn"])
    assert.deepEqual(rulesOf(await redeem(world, [expired.handle], "x", undefined, "b-redeem")), [
      "unknown",
    ])
    const second = (await promise(citizen, expired.token, expired.dueOn)).body as {
      item: { handle: string }
    }
    const number = newNumber()
    assert.equal((await redeem(world, [expired.handle], number)).status, 201)
    assert.deepEqual(rulesOf(await redeem(world, [second.item.handle], number)), [
      "already_promised",
    ])
    const late = await promised(citizen)
    try {
      world.ahead = 25 * 3_600_000
      assert.deepEqual(rulesOf(await redeem(world, [late.handle], newNumber())), ["expired"])
    } finally {
      world.ahead = 0
    }
  })

  test("only what the item lets follow is promised, for a draft, in the hub's words and with the day of today", async () => {
    const { draft, token, dueOn, number } = await owing()
    assert.ok(number)
    const codeOf = async (answer: Promise<Answered>) => (await answer).code
    assert.equal(await codeOf(promise(citizen, token, dueOn)), "undertaking_not_offered")
    const fresh = await promised(citizen)
    assert.equal(await codeOf(promise(citizen, fresh.token, "2099-01-01")), "notice_changed")
    const { id } = await citizen.openSurface((await citizen.openDraft()).id)
    const other = await citizen.surfaceToken(id)
    assert.equal(
      await codeOf(promise(citizen, other, dueOn, { requirement: item.requirement })),
      "undertaking_not_offered",
    )
    assert.equal(await codeOf(promise(citizen, other, dueOn)), "requirement_unknown")
    const { id: reopened } = await citizen.openSurface(draft, [later.requirement])
    const owed = await following(citizen, await citizen.surfaceToken(reopened))
    assert.equal(owed, undefined, "what is owed is promised no more")
  })

  test("the paper picked later for the same case keeps the promise, and whoever follows is told", async () => {
    const { draft, number } = await owing()
    await report(world, number, "IN_REVIEW", "40")
    const before = await caseOf(draft)
    const { material, answer } = await supply(draft, number)
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    const kase = await caseOf(draft)
    assert.equal(kase.state, "IN_REVIEW", "its state stays")
    assert.equal(kase.version, (before.version ?? 0) + 1)
    const [kept] = kase.undertakings ?? []
    assert.equal(kept?.state, "kept")
    assert.ok(kept.suppliedAt)
    assert.ok(material)
    const again = await citizen.ask("POST", "/tongban/surfaces", {
      draft,
      itemCode: item.code,
      requirements: [later.requirement],
      mode: "frame",
    })
    assert.equal(again.code, "draft_closed", "nothing is owed any more")
  })

  test("only what is owed may be supplied, and by whose case it is", async () => {
    const { draft } = await owing()
    const ask = (by: CitizenSession, requirements: string[]) =>
      by.ask("POST", "/tongban/surfaces", {
        draft,
        itemCode: item.code,
        requirements,
        mode: "frame",
      })
    assert.equal((await ask(citizen, [later.requirement, item.requirement])).code, "draft_closed")
    assert.equal((await ask(await world.logIn(xu), [later.requirement])).code, "not_found")
  })

  test("the department says that a paper came to the counter; said again it changes nothing", async () => {
    const { draft, number } = await owing()
    await report(world, number, "IN_REVIEW", "40")
    const says = (requirements: string[], by: "a-redeem" | "b-redeem" = "a-redeem") =>
      world.call(by, "POST", `/v1/case-numbers/${number}/supply`, { requirements })
    assert.equal((await says([later.requirement], "b-redeem")).code, "not_found")
    const other = await says([later.requirement, item.requirement])
    assert.equal(other.code, "step_refused", "what was never promised, nor asked for")
    const first = (await says([later.requirement])).body as Case
    assert.deepEqual([first.state, first.undertakings?.[0]?.state], ["IN_REVIEW", "kept"])
    const again = (await says([later.requirement])).body as Case
    assert.equal(again.version, first.version)
    assert.equal((await caseOf(draft)).undertakings?.[0]?.state, "kept")
  })

  test("a correction that asks for the owed paper keeps the promise once it is supplied", async () => {
    const { draft, number } = await owing()
    await report(world, number, "RECEIVED", "26")
    await world.call("a-sync", "POST", `/v1/case-reports/${number}`, {
      itemCode: item.code,
      state: "CORRECTION_REQUESTED",
      source: { scheme: "epoint", value: "28" },
      occurredAt: "2026-11-24T10:00:00+08:00",
      correction: { items: [{ requirement: later.requirement, text: { zh: "缺报告" } }] },
    })
    const requirements = [later.requirement]
    const path = `/v1/case-numbers/${number}/supply`
    const supplied = await world.call("a-redeem", "POST", path, { requirements })
    assert.equal((supplied.body as Case).state, "RECEIVED", JSON.stringify(supplied.body))
    assert.equal((await caseOf(draft)).undertakings?.[0]?.state, "kept")
  })

  test("past its day it has lapsed and may still be supplied; once the case is decided it is released", async () => {
    const { draft, number } = await owing()
    try {
      world.ahead = (later.days + 4) * 86_400_000
      const kase = (await world.call("a-sync", "GET", `/v1/case-numbers/${number}`)).body as Case
      assert.equal(kase.undertakings?.[0]?.state, "lapsed")
    } finally {
      world.ahead = 0
    }
    await report(world, number, "DECIDED_REFUSED", "91")
    assert.equal((await caseOf(draft)).undertakings?.[0]?.state, "released")
    const { code } = await citizen.ask("POST", "/tongban/surfaces", {
      draft,
      itemCode: item.code,
      requirements: [later.requirement],
      mode: "frame",
    })
    assert.equal(code, "draft_closed")
  })

  test("a page reads what was promised in its surface; a paper picked after it stands instead", async () => {
    const made = await promised(citizen)
    const picked = async () =>
      (await citizen.ask("GET", `/tongban/v1/surfaces/${made.surface}/picked`)).body as {
        items: object[]
      }
    const [told, ...none] = (await picked()).items as { kind: string; handle: string }[]
    assert.deepEqual([told?.kind, told?.handle, none], ["undertaking", made.handle, []])
    const change = { licenceType: later.licenceType, name: later.name, fields: [] }
    const { id } = await world.register(he, undefined, change)
    await citizen.decide(
      made.token,
      id,
      { choices: [{ requirement: later.requirement, material: id }] },
      { name: later.name, fields: [] },
    )
    const [now, ...others] = (await picked()).items as { kind: string }[]
    assert.deepEqual([now?.kind, others], ["held", []])
  })
})

/** The rule by which each handle was refused. */
const rulesOf = ({ params }: Answered) =>
  (params?.["handles"] as { rule: string }[] | undefined)?.map(({ rule }) => rule)
