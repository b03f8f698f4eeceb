import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import type { Case } from "@tongban/standards"
import { redemptionsOf } from "./support/answers.ts"
import { he, item } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"

const notice = {
  noticeNumber: "样补〔2026〕0012号",
  dueOn: "2026-12-03",
  items: [{ requirement: item.requirement, text: { zh: "证明缺第 2 页" } }],
}

suite("a correction (补正) over the hub's own HTTP", () => {
  let world: HubWorld

  before(async () => {
    world = await HubWorld.make()
  })
  after(() => world.close())

  const report = (number: string, state: string, value: string, more: object = {}) =>
    world.call("a-sync", "POST", `/v1/case-reports/${number}`, {
      itemCode: item.code,
      state,
      source: { scheme: "epoint", value },
      occurredAt: "2026-11-24T10:00:00+08:00",
      ...more,
    })
  const redeem = async (handle: string, localNumber: string) =>
    world.call("a-redeem", "POST", "/v1/redemptions", {
      handles: [handle],
      localNumber,
      operator: { kind: "system", name: "test" },
    })

  /** Somebody whose case was submitted with one paper, and is sent back for it. */
  const asked = async () => {
    const paper = await world.register(he)
    const citizen = await world.logIn(he)
    const { draft, handle } = await citizen.pick(paper.id)
    const number = `N-${randomUUID()}`
    await redeem(handle, number)
    await report(number, "RECEIVED", "26")
    const kase = (await report(number, "CORRECTION_REQUESTED", "28", { correction: notice }))
      .body as Case
    return { paper, citizen, draft, number, kase }
  }

  test("its notice stands with the step that asked, and it is the applicant's turn", async () => {
    const { citizen, draft, kase } = await asked()
    assert.deepEqual(
      kase.dates?.map(({ limit, due }) => [limit, due]),
      [["supply", notice.dueOn]],
    )
    assert.equal(kase.turn, "applicant")
    const seen = (await citizen.ask("GET", `/tongban/v1/cases/${draft}`)).body as Case
    assert.deepEqual(seen.events.at(-1)?.correction, notice)
    assert.ok(seen.events.slice(0, -1).every(({ correction }) => correction === undefined))
  })

  test("the paper is picked anew for the same case, redeemed under the same number, and the case goes on", async () => {
    const { paper, citizen, draft, number } = await asked()
    const token = await citizen.surfaceToken((await citizen.openSurface(draft)).id)
    const { items } = (await citizen.decide(token, paper.id)).body as {
      items: { handle: string }[]
    }
    const answer = await redeem(items[0]?.handle ?? "", number)
    assert.equal(redemptionsOf(answer)[0]?.caseId, draft)
    const received = (await report(number, "RECEIVED", "26")).body as Case
    assert.deepEqual(
      received.events.map(({ to }) => to),
      ["DRAFT", "SUBMITTED", "RECEIVED", "CORRECTION_REQUESTED", "RECEIVED"],
    )
    assert.equal(received.turn, "department")
  })

  test("once it is answered, no more papers are taken for it", async () => {
    const { citizen, draft, number } = await asked()
    await report(number, "RECEIVED", "26")
    const surface = await citizen.ask("POST", "/tongban/surfaces", {
      draft,
      itemCode: item.code,
      requirements: [item.requirement],
      mode: "frame",
    })
    assert.equal(surface.code, "draft_closed")
  })

  test("a notice said twice stands once; one that was mended is the one that counts", async () => {
    const { number } = await asked()
    const again = (await report(number, "CORRECTION_REQUESTED", "28", { correction: notice }))
      .body as Case
    assert.equal(again.events.length, 4)
    const mended = { ...notice, dueOn: "2026-12-10" }
    const anew = (await report(number, "CORRECTION_REQUESTED", "28", { correction: mended }))
      .body as Case
    assert.equal(anew.events.at(-1)?.correction?.dueOn, "2026-12-10")
  })

  test("a notice without its papers is no notice of papers: the surface stays shut", async () => {
    const paper = await world.register(he)
    const citizen = await world.logIn(he)
    const { draft, handle } = await citizen.pick(paper.id)
    const number = `N-${randomUUID()}`
    await redeem(handle, number)
    await report(number, "CORRECTION_REQUESTED", "28")
    const surface = await citizen.ask("POST", "/tongban/surfaces", {
      draft,
      itemCode: item.code,
      requirements: [item.requirement],
      mode: "frame",
    })
    assert.equal(surface.code, "draft_closed")
  })

  test("a notice names papers of the item, and stands only with its state", async () => {
    const number = `N-${randomUUID()}`
    const unknown = { items: [{ requirement: "r99", text: { zh: "没有这一项" } }] }
    const refused = await report(number, "CORRECTION_REQUESTED", "28", { correction: unknown })
    assert.equal(refused.code, "requirement_unknown")
    assert.deepEqual(refused.params, { requirements: ["r99"] })
    const other = await report(number, "ACCEPTED", "30", { correction: notice })
    assert.equal(other.code, "invalid_request")
  })
})
