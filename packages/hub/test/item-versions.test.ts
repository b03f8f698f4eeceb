import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import { createClient, isProblemError } from "@tongban/sdk"
import type { Tongban } from "@tongban/sdk"
import type { Case, ItemPublication } from "@tongban/standards"
import { redemptionsOf } from "./support/answers.ts"
import type { CitizenSession } from "./support/citizen-session.ts"
import { redeem } from "./support/department.ts"
import { he, item } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"

/** What only the second version asks for. */
const added = "n1"
/** Everything that a case or a surface goes by is another than in the registry's version. */
const second: ItemPublication = {
  name: { zh: "某事项（新）" },
  shortName: { zh: "新事" },
  purpose: { zh: "另一件事" },
  limits: { promised: { days: 3, unit: "workday" } },
  requirements: [
    {
      key: added,
      name: { zh: "营业执照" },
      necessity: "required",
      source: "government",
      acceptedGrades: ["A"],
      licenceType: item.licenceType,
      fields: [],
    },
  ],
}

suite("a case goes by the version of its item that it was begun under", () => {
  let world: HubWorld
  let sync: Tongban
  let citizen: CitizenSession
  let paper: { id: string }
  /** Begun before the second version was published. */
  let old: Case
  let reported: string
  let surface: { id: string }

  const report = (localNumber: string, requirement?: string) =>
    sync.cases.report(localNumber, {
      itemCode: item.code,
      state: requirement === undefined ? "RECEIVED" : "CORRECTION_REQUESTED",
      source: { scheme: "epoint", value: "28" },
      occurredAt: new Date().toISOString(),
      ...(requirement !== undefined && {
        correction: { items: [{ requirement, text: { zh: "请补" } }] },
      }),
    })
  const open = (draft: string, requirement: string) =>
    citizen.ask("POST", "/tongban/surfaces", {
      draft,
      itemCode: item.code,
      requirements: [requirement],
      mode: "frame",
    })

  before(async () => {
    world = await HubWorld.make()
    sync = createClient({ baseUrl: world.origin, auth: world.auth("a-sync") })
    const register = createClient({ baseUrl: world.origin, auth: world.auth("a-register") })
    citizen = await world.logIn(he)
    paper = await world.register(he)
    old = await citizen.openDraft()
    surface = await citizen.openSurface(old.id)
    reported = `N-${randomUUID()}`
    await report(reported)
    await register.items.publish({ itemCode: item.code, version: 2 }, second)
  })
  after(() => world.close())

  test("a case that is open shows what it was begun under; one that is begun now, the new version", async () => {
    const seen = (await citizen.ask("GET", `/tongban/v1/cases/${old.id}`)).body as Case
    assert.deepEqual([seen.item, seen.limits], [old.item, old.limits])
    assert.equal(old.item.version, 1)
    const { item: now, limits } = await citizen.openDraft()
    assert.deepEqual(now, { code: item.code, version: 2, name: second.name })
    assert.deepEqual(limits, second.limits)
    const { body } = await citizen.ask("GET", "/tongban/v1/cases")
    assert.deepEqual(
      (body as { items: Case[] }).items.map((each) => [each.item, each.limits]),
      [
        [now, limits],
        [old.item, old.limits],
      ],
      "a list shows each by its own",
    )
  })

  test("each case asks for the papers of its own version, and for no others", async () => {
    const { id: fresh } = await citizen.openDraft()
    for (const [draft, its, others] of [
      [old.id, item.requirement, added],
      [fresh, added, item.requirement],
    ] as const) {
      assert.equal((await open(draft, its)).status, 201)
      const refused = await open(draft, others)
      assert.equal(refused.code, "requirement_unknown")
      assert.deepEqual(refused.params, { requirements: [others] })
    }
  })

  test("what was open goes on to the redemption, for the purpose that was agreed to", async () => {
    const token = await citizen.surfaceToken(surface.id)
    const { body, status } = await citizen.decide(token, paper.id)
    assert.equal(status, 200, JSON.stringify(body))
    const [picked] = (body as { items: { handle: string }[] }).items
    const answer = await redeem(world, [picked?.handle ?? ""], `N-${randomUUID()}`)
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    assert.deepEqual(redemptionsOf(answer)[0]?.purpose, { zh: "办理某事" })
  })

  test("a notice of correction asks for the papers of the case's own version", async () => {
    const refused = (requirement: string) => (error: unknown) => {
      assert.ok(isProblemError(error, "requirement_unknown"), String(error))
      assert.deepEqual(error.params, { requirements: [requirement] })
      return true
    }
    const fresh = `N-${randomUUID()}`
    assert.equal((await report(fresh)).item.version, 2)
    await assert.rejects(report(fresh, item.requirement), refused(item.requirement))
    assert.equal((await report(fresh, added)).state, "CORRECTION_REQUESTED")
    await assert.rejects(report(reported, added), refused(added))
    assert.equal((await report(reported, item.requirement)).state, "CORRECTION_REQUESTED")
  })
})
