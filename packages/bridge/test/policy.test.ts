import assert from "node:assert/strict"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { suite, test } from "node:test"
import { readConfig } from "../src/config.ts"
import { ownPolicy } from "../src/serve/policy.ts"
import type { PolicyRule } from "../src/serve/policy.ts"
import { ownerWorld } from "./support/owner-world.ts"
import type { OwnerWorld } from "./support/owner-world.ts"
import { assertRefused } from "./support/refused.ts"

const item = "11370699XY000011934370199001001"
const hour = { perSeconds: 3600 }

suite("an owner's own policy (protocol M12): type × item × recipient × rate", () => {
  const withPolicy = (world: OwnerWorld, ...policy: PolicyRule[]) => {
    world.config.policy = policy
    // The index's second column, whose every cell is 1.
    world.config.papers.typeColumn = "x"
  }

  const cases: readonly [that: string, rule: PolicyRule, passes: boolean][] = [
    ["names nothing", hour, true],
    ["names this kind of paper", { types: ["1"], ...hour }, true],
    ["names another kind of paper", { types: ["2"], ...hour }, false],
    ["names this item", { items: [item], ...hour }, true],
    ["names another item", { items: ["J"], ...hour }, false],
    ["names this recipient", { recipients: ["scjg-redeem"], ...hour }, true],
    ["names another recipient", { recipients: ["wjj-redeem"], ...hour }, false],
    [
      "names two of three rightly",
      { types: ["1"], items: [item], recipients: ["x"], ...hour },
      false,
    ],
    [
      "names all three rightly",
      { types: ["1"], items: [item], recipients: ["scjg-redeem"], ...hour },
      true,
    ],
  ]
  for (const [that, rule, passes] of cases)
    test(`a line that ${that} ${passes ? "lets the ticket pass" : "does not let it pass"}`, async (t) => {
      const world = await ownerWorld(t)
      withPolicy(world, rule)
      const bridge = await world.start()
      const response = await bridge.deliver(await world.ticket())
      if (passes) assert.equal(response.status, 200)
      else await assertRefused(response, 403, "ticket_refused", { rule: "policy" })
      assert.equal(world.logLines().length, passes ? 1 : 0)
    })

  test("it is asked after the directory and before the proof", async (t) => {
    const world = await ownerWorld(t)
    withPolicy(world, { items: ["J"], ...hour })
    const bridge = await world.start()
    const refusedBy = async (rule: string, forgery: Parameters<OwnerWorld["ticket"]>[0]) => {
      const response = await bridge.deliver(await world.ticket(forgery))
      await assertRefused(response, 403, "ticket_refused", { rule })
    }
    await refusedBy("recipient", { claims: { rcp: "rsj-redeem" }, proof: "none" })
    await refusedBy("policy", { proof: "none" })
  })

  test("the first line that fits decides", () => {
    const ticket = { ref: "r", item: "I", rcp: "a" }
    const policy = ownPolicy(
      [
        { recipients: ["a"], most: 0, ...hour },
        { items: ["I"], ...hour },
      ],
      () => undefined,
    )
    const now = new Date()
    assert.equal(policy.refuses(ticket, now), "rate", "none for a, whatever follows")
    assert.equal(policy.refuses({ ...ticket, rcp: "b" }, now), undefined)
    assert.equal(policy.refuses({ ...ticket, rcp: "b", item: "J" }, now), "policy")
  })

  test("as many as the rate says to each recipient, also of those that come at once", async (t) => {
    const world = await ownerWorld(t)
    withPolicy(world, { most: 3, ...hour })
    const bridge = await world.start()
    const tickets = await Promise.all(Array.from({ length: 8 }, () => world.ticket()))
    const answers = await Promise.all(tickets.map((ticket) => bridge.deliver(ticket)))
    assert.equal(answers.filter(({ status }) => status === 200).length, 3)
    for (const answer of answers.filter(({ status }) => status !== 200))
      await assertRefused(answer, 403, "ticket_refused", { rule: "rate" })

    // A restart gives nobody a new allowance: the owner's own log counts.
    await bridge.close()
    const again = await world.start()
    await assertRefused(await again.deliver(await world.ticket()), 403, "ticket_refused", {
      rule: "rate",
    })
  })

  test("what was given out before the span counts no more", () => {
    const policy = ownPolicy([{ most: 1, perSeconds: 60 }], () => undefined)
    const ticket = { ref: "r", item: "I", rcp: "a" }
    const at = (seconds: number) => new Date(Date.UTC(2026, 10, 25) + seconds * 1000)
    policy.count(ticket, at(0))
    assert.equal(policy.refuses(ticket, at(59)), "rate")
    assert.equal(policy.refuses({ ...ticket, rcp: "b" }, at(59)), undefined)
    assert.equal(policy.refuses(ticket, at(60)), undefined)
  })

  test("kinds of papers need a column of the index: the start says so", async (t) => {
    const world = await ownerWorld(t)
    const file = join(world.folder, "bridge.json")
    const serve = { ...world.config, policy: [{ types: ["1"] }] }
    writeFileSync(file, JSON.stringify({ name: "b", stateFolder: "state", serve }))
    assert.throws(() => readConfig(file), /serve\.policy\.0\.types: .*serve\.papers\.typeColumn/)
    world.config.papers.typeColumn = "无"
    await assert.rejects(world.start(), /has no column 无/)
  })
})
