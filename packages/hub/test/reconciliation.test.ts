import assert from "node:assert/strict"
import { randomBytes, randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import { decodeJwt } from "jose"
import type { DeliveryDifference, DeliveryLine, Redemption } from "@tongban/standards"
import { redemptionsOf } from "./support/answers.ts"
import type { CitizenSession } from "./support/citizen-session.ts"
import { redeem } from "./support/department.ts"
import { he } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"

const elevenMinutes = 660_000

suite("the logs of owner, recipient and hub are held against each other (protocol M13)", () => {
  let world: HubWorld
  let citizen: CitizenSession

  before(async () => {
    world = await HubWorld.make()
    citizen = await world.logIn(he)
  })
  after(() => world.close())

  const used = async (): Promise<Redemption> => {
    const { handle } = await citizen.pick((await world.register(he)).id)
    const [redemption] = redemptionsOf(await redeem(world, [handle], `N-${randomUUID()}`))
    assert.ok(redemption)
    return redemption
  }
  const confirm = async ({ id }: Redemption, outcome = "delivered") => {
    const path = `/v1/accesses/${id}/outcome`
    assert.equal((await world.call("a-redeem", "POST", path, { outcome })).status, 200)
  }
  /** The line that the owner's bridge writes of a use. */
  const lineOf = (
    { ticket, acc, material, at }: Redemption,
    change: object = {},
  ): DeliveryLine => ({
    at,
    jti: decodeJwt(ticket).jti ?? "",
    recipient: "a-redeem",
    acc,
    digest: material.digest,
    ...change,
  })
  const tell = async (lines: DeliveryLine[], completeUntil?: Date) => {
    const { status, body } = await world.call("b-serve", "POST", "/v1/delivery-reports", {
      lines,
      ...(completeUntil && { completeUntil: completeUntil.toISOString() }),
    })
    assert.equal(status, 200, JSON.stringify(body))
    return body as { taken: number; differences: number }
  }
  const differences = async (by: "b-serve" | "a-redeem" | "b-redeem", query = "") => {
    const path = `/v1/delivery-differences${query}`
    const { status, body } = await world.call(by, "GET", path, undefined, null)
    assert.equal(status, 200, JSON.stringify(body))
    return body as { items: DeliveryDifference[]; next?: string }
  }
  const kindOf = async (by: "b-serve" | "a-redeem" | "b-redeem", acc: string) =>
    (await differences(by, "?limit=100")).items.find((each) => each.acc === acc)?.kind
  const later = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      world.ahead = elevenMinutes
      return await work()
    } finally {
      world.ahead = 0
    }
  }

  test("where all three say the same, there is no difference; told again, nothing changes", async () => {
    const redemption = await used()
    await confirm(redemption)
    const line = lineOf(redemption)
    const before = (await differences("b-serve")).items.length
    assert.deepEqual(await tell([line], new Date()), { taken: 1, differences: before })
    assert.deepEqual(await tell([line], new Date()), { taken: 0, differences: before })
    assert.equal(await kindOf("b-serve", redemption.acc), undefined)
    assert.equal(await kindOf("a-redeem", redemption.acc), undefined)
  })

  test("a paper given out for a use that nobody logged: the hub's ticket was forged", async () => {
    const acc = randomBytes(32).toString("hex")
    await tell([{ ...lineOf(await used()), jti: randomUUID(), acc }])
    assert.equal(await kindOf("b-serve", acc), "unknownUse")
    assert.equal(await kindOf("a-redeem", acc), undefined)
  })

  for (const [kind, change] of [
    ["otherPaper", { digest: "e".repeat(64) }],
    ["otherRecipient", { recipient: "b-redeem" }],
  ] as const)
    test(`another ${kind.slice(5).toLowerCase()} than was granted`, async () => {
      const redemption = await used()
      await confirm(redemption)
      await tell([lineOf(redemption, change)])
      assert.equal(await kindOf("b-serve", redemption.acc), kind)
    })

  test("no word of the recipient's within ten minutes: told to both, until the word comes", async () => {
    const redemption = await used()
    await tell([lineOf(redemption)])
    assert.equal(await kindOf("b-serve", redemption.acc), undefined, "it may still come")
    assert.equal(await kindOf("a-redeem", redemption.acc), undefined)
    await later(async () => {
      assert.equal(await kindOf("b-serve", redemption.acc), "notConfirmed")
      const { items } = await differences("a-redeem", "?limit=100")
      const found = items.find(({ acc }) => acc === redemption.acc)
      assert.equal(found?.kind, "notConfirmed")
      assert.equal(found.redemption, redemption.id)
      assert.ok(found.localNumber, "its own number is told to the recipient")
      await confirm(redemption)
      assert.equal(await kindOf("b-serve", redemption.acc), undefined)
      assert.equal(await kindOf("a-redeem", redemption.acc), undefined)
    })
  })

  test("said to have come, and never given out: once the owner's log is complete", async () => {
    const redemption = await used()
    await confirm(redemption)
    assert.equal(await kindOf("b-serve", redemption.acc), undefined, "its line may still come")
    await tell([], new Date(Date.now() + 60_000))
    for (const by of ["b-serve", "a-redeem"] as const)
      assert.equal(await kindOf(by, redemption.acc), "notGivenOut")
    const { items } = await differences("b-serve", "?limit=100")
    assert.equal(items.find(({ acc }) => acc === redemption.acc)?.localNumber, undefined)
    await tell([lineOf(redemption)])
    assert.equal(await kindOf("b-serve", redemption.acc), undefined)
  })

  test("another department sees none of it, and a line of another's use is of no use", async () => {
    assert.deepEqual((await differences("b-redeem")).items, [])
    for (const by of ["a-redeem", "a-sync", "b-register"] as const) {
      const answer = await world.call(by, "POST", "/v1/delivery-reports", { lines: [] })
      assert.equal(answer.code, "forbidden")
    }
  })

  test("a page at a time, oldest first", async () => {
    const whole = (await differences("b-serve", "?limit=100")).items
    assert.ok(whole.length >= 3)
    const paged: DeliveryDifference[] = []
    for (let next: string | undefined = ""; next !== undefined;) {
      const cursor: string = next === "" ? "" : `&cursor=${next}`
      const page = await differences("b-serve", `?limit=1${cursor}`)
      paged.push(...page.items)
      next = page.next
    }
    assert.deepEqual(paged, whole)
    assert.deepEqual(
      whole.map(({ at }) => at),
      whole.map(({ at }) => at).toSorted(),
    )
  })
})
