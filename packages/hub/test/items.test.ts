import assert from "node:assert/strict"
import { after, before, suite, test } from "node:test"
import { createClient, isProblemError } from "@tongban/sdk"
import type { Tongban } from "@tongban/sdk"
import { legalDayOf } from "@tongban/standards"
import type { ItemPublication, ItemSummary, Requirement } from "@tongban/standards"
import { engine } from "./support/database.ts"
import { he, item } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"

const dayMs = 24 * 3_600_000
const words = (zh: string) => ({ zh })
const publication = (name: string, change: Partial<ItemPublication> = {}): ItemPublication => ({
  name: words(name),
  shortName: words(name),
  purpose: words(`办理${name}`),
  limits: {},
  requirements: [],
  ...change,
})
const licence: Requirement = {
  key: "r1",
  name: words("营业执照"),
  necessity: "required",
  source: "government",
  acceptedGrades: ["A", "B"],
  licenceType: item.licenceType,
  fields: [],
}
/** The same basic code (places 20 to 31) under two bodies' codes. */
const here = "11370699XY000011934370199002001"
const there = "11370699XY0000127X4370199002001"

suite(`items on ${engine}`, () => {
  let world: HubWorld
  let a: Tongban
  let c: Tongban
  let anybody: Tongban

  before(async () => {
    world = await HubWorld.make()
    a = createClient({ baseUrl: world.origin, auth: world.auth("a-register") })
    c = createClient({ baseUrl: world.origin, auth: world.auth("c-register") })
    anybody = createClient({
      baseUrl: world.origin,
      onDrift: (drift) => assert.fail(JSON.stringify(drift)),
    })
  })
  after(() => world.close())

  let codes = 0
  const newCode = () => `LOCAL-${String(++codes).padStart(4, "0")}`
  const refused =
    (code: Parameters<typeof isProblemError>[1], params: object) => (error: unknown) => {
      assert.ok(isProblemError(error, code), String(error))
      assert.deepEqual(error.params, params)
      return true
    }

  test("what a department publishes is read by everybody at once, without its purpose", async () => {
    const itemCode = newCode()
    const published = await a.items.publish({ itemCode, version: 1 }, publication("取水许可"))
    const { purpose: _, ...shown } = publication("取水许可")
    const department = { id: "a", name: words("甲局"), shortName: words("甲局") }
    assert.deepEqual(published, { ...shown, code: itemCode, version: 1, department })
    assert.deepEqual(await anybody.items.get({ itemCode }), published)
    assert.deepEqual(await anybody.items.getVersion({ itemCode, version: 1 }), published)
  })

  test("what is published is never changed; a change is a higher version", async () => {
    const itemCode = newCode()
    const publish = (version: number, name: string) =>
      a.items.publish({ itemCode, version }, publication(name))
    await publish(3, "取水许可")
    const first = await anybody.items.get({ itemCode })
    assert.deepEqual(await publish(3, "取水许可"), first, "the same again is no fault")
    for (const version of [2, 3])
      await assert.rejects(
        publish(version, "取水许可（新）"),
        refused("item_version_taken", { itemCode, version, latest: 3 }),
      )
    await publish(4, "取水许可（新）")
    assert.equal((await anybody.items.get({ itemCode })).name.zh, "取水许可（新）")
    assert.deepEqual(await anybody.items.getVersion({ itemCode, version: 3 }), first)
    await assert.rejects(
      anybody.items.getVersion({ itemCode, version: 2 }),
      refused("item_unknown", { itemCode, version: 2 }),
    )
  })

  test("a version is in force from its day on, and so are its words", async () => {
    const itemCode = newCode()
    const validFrom = legalDayOf(new Date(Date.now() + 3 * dayMs))
    await a.items.publish({ itemCode, version: 1 }, publication("渔船检验登记"))
    await a.items.publish({ itemCode, version: 2 }, publication("渔船查验登记", { validFrom }))
    const found = async (text: string) =>
      (await anybody.items.search({ jurisdiction: "370699", words: text })).items.map((each) => [
        each.code,
        each.version,
      ])
    assert.equal((await anybody.items.get({ itemCode })).version, 1)
    assert.deepEqual(await found("渔船检验"), [[itemCode, 1]])
    world.ahead = 3 * dayMs
    try {
      assert.equal((await anybody.items.get({ itemCode })).version, 2)
      assert.deepEqual(await found("渔船查验"), [[itemCode, 2]])
      assert.deepEqual(await found("检验"), [], "what was in force is not found")
    } finally {
      world.ahead = 0
    }
  })

  test("nobody publishes an item of another department, nor by another kind of client", async () => {
    const itemCode = newCode()
    await a.items.publish({ itemCode, version: 1 }, publication("取水许可"))
    await assert.rejects(
      c.items.publish({ itemCode, version: 2 }, publication("取水许可")),
      refused("item_unknown", { itemCode }),
    )
    const bySync = createClient({ baseUrl: world.origin, auth: world.auth("a-sync") })
    await assert.rejects(
      bySync.items.publish({ itemCode, version: 2 }, publication("取水许可")),
      refused("forbidden", {}),
    )
    assert.equal((await anybody.items.get({ itemCode })).version, 1)
  })

  test("of twenty that publish the same version at once, one content stands", async () => {
    const itemCode = newCode()
    for (const version of [1, 2]) {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 20 }, (_, n) =>
          a.items.publish({ itemCode, version }, publication(`取水许可${n % 4}`)),
        ),
      )
      const stands = await anybody.items.getVersion({ itemCode, version })
      for (const outcome of outcomes) {
        if (outcome.status === "fulfilled") assert.deepEqual(outcome.value, stands)
        else assert.ok(isProblemError(outcome.reason, "item_version_taken"), String(outcome.reason))
      }
      assert.equal(outcomes.filter(({ status }) => status === "fulfilled").length, 5)
    }
  })

  test("two papers of an item have two keys", async () => {
    await assert.rejects(
      a.items.publish(
        { itemCode: newCode(), version: 1 },
        publication("取水许可", { requirements: [licence, licence] }),
      ),
      refused("invalid_request", {
        faults: [{ place: "body.requirements.1.key", rule: "unique" }],
      }),
    )
  })

  test("a department's items are listed by code, page by page, each as it is in force", async () => {
    for (let n = 0; n < 5; n++)
      await c.items.publish({ itemCode: `C-${n}`, version: 1 }, publication(`丙事项${n}`))
    await c.items.publish({ itemCode: "C-1", version: 2 }, publication("丙事项新"))
    const listed: ItemSummary[] = []
    let cursor: string | undefined
    do {
      const page = await anybody.items.list({
        departmentId: "c",
        limit: 2,
        ...(cursor && { cursor }),
      })
      listed.push(...page.items)
      cursor = page.next
    } while (cursor !== undefined)
    assert.deepEqual(
      listed.map(({ code, version, jurisdiction }) => [code, version, jurisdiction]),
      ["C-0", "C-1", "C-2", "C-3", "C-4"].map((code) => [code, code === "C-1" ? 2 : 1, "370698"]),
    )
    assert.deepEqual((await anybody.items.list({ departmentId: "nobody" })).items, [])
  })

  suite("a search", () => {
    const search = async (text: string, jurisdiction = "370697") =>
      (await anybody.items.search({ jurisdiction, words: text })).items.map(({ name }) => name.zh)

    before(async () => {
      const publish = (by: Tongban, name: string, aliases: string[] = []) =>
        by.items.publish({ itemCode: newCode(), version: 1 }, publication(name, { aliases }))
      await publish(c, "食品经营许可")
      await publish(c, "食品经营许可（变更、延续）", ["开饭店办证"])
      await publish(c, "食品生产许可")
      await publish(c, "药品经营许可")
      await publish(c, "ATM机具备案（5G）")
      await publish(a, "食品摊贩登记")
    })

    test("finds words of two characters, the plainest name first", async () => {
      assert.deepEqual(await search("食品", "370698"), [
        "食品生产许可",
        "食品经营许可",
        "食品经营许可（变更、延续）",
      ])
    })

    test("takes what most of the words stand in, best first, and nothing that only a few do", async () => {
      const [first, ...others] = await search("食品经营许可", "370698")
      assert.equal(first, "食品经营许可")
      assert.deepEqual(others.slice(0, 1), ["食品经营许可（变更、延续）"])
      assert.ok(!others.includes("食品生产许可"), "2 of 5 pairs")
    })

    test("finds words with others between them, in any order, and by aliases", async () => {
      assert.equal((await search("食品许可", "370698"))[0], "食品生产许可")
      assert.equal((await search("许可 药品", "370698"))[0], "药品经营许可")
      assert.deepEqual(await search("饭店", "370698"), ["食品经营许可（变更、延续）"])
      assert.deepEqual(await search("５ｇ", "370698"), ["ATM机具备案（5G）"])
    })

    test("looks in the region and those above it, in no other", async () => {
      assert.deepEqual(await search("食品摊贩", "370699"), ["食品摊贩登记"])
      assert.deepEqual(await search("食品摊贩", "370698"), [])
      assert.deepEqual(await search("食品摊贩", "370600"), [])
    })

    test("comes page by page, each item once", async () => {
      const names: string[] = []
      let cursor: string | undefined
      do {
        const page = await anybody.items.search({
          jurisdiction: "370698",
          words: "许可",
          limit: 1,
          ...(cursor && { cursor }),
        })
        names.push(...page.items.map(({ name }) => name.zh))
        cursor = page.next
      } while (cursor !== undefined)
      assert.equal(names.length, 4)
      assert.deepEqual(names, await search("许可", "370698"))
    })

    test("asks for two characters that belong together, and takes any text", async () => {
      for (const text of ["食 品", "——"])
        await assert.rejects(
          search(text),
          refused("invalid_request", {
            faults: [{ place: "query.words", rule: "two_characters" }],
          }),
        )
      for (const text of ["%_", "'; --", "\\%食品", "__proto__"])
        await search(text).catch((error: unknown) => {
          assert.ok(isProblemError(error, "invalid_request"))
        })
    })
  })

  test("the evidence of an item: the types that fit, who keeps them, whether an upload does", async () => {
    const itemCode = newCode()
    await world.register(he)
    const other = { licenceType: "T-OTHER", name: words("居民户口簿") }
    const selfMade: Requirement = {
      key: "r2",
      name: words("规章制度"),
      necessity: "required",
      source: "applicant",
      acceptedGrades: ["C", "D"],
      fields: [],
    }
    await a.items.publish(
      { itemCode, version: 1 },
      publication("取水许可", { requirements: [{ ...licence, alsoFits: [other] }, selfMade] }),
    )
    const b = { id: "b", name: words("乙局"), shortName: words("乙局") }
    assert.deepEqual(await anybody.items.evidence({ itemCode }), {
      code: itemCode,
      version: 1,
      requirements: [
        {
          requirement: { ...licence, alsoFits: [other] },
          types: [
            { licenceType: item.licenceType, name: licence.name, keptBy: [b] },
            { ...other, keptBy: [] },
          ],
          upload: false,
        },
        { requirement: selfMade, types: [], upload: true },
      ],
    })
  })

  test("the same item of two counties is compared field by field", async () => {
    const days = (promised: number): Partial<ItemPublication> => ({
      level: "county",
      limits: { promised: { days: promised, unit: "workday" } },
    })
    const asked = (key: string, change: Partial<Requirement> = {}) => ({
      ...licence,
      key,
      ...change,
    })
    const lease = { key: "lease", name: words("租赁合同"), licenceType: "T-LEASE" }
    await a.items.publish(
      { itemCode: here, version: 1 },
      publication("取水许可", {
        ...days(10),
        requirements: [asked("r1"), { ...licence, ...lease }],
      }),
    )
    const elsewhere = await c.items.publish(
      { itemCode: there, version: 1 },
      publication("取水许可", {
        ...days(3),
        visits: 0,
        requirements: [asked("x9", { necessity: "mayFollow" })],
      }),
    )
    const compared = await anybody.items.compare({ itemCode: here, jurisdiction: "370698" })
    assert.deepEqual(compared.here.catalogue, { scheme: "gbt39554-basic", value: "370199002001" })
    assert.deepEqual(compared.there, [
      {
        item: elsewhere,
        differences: [
          { field: "limits.promised" },
          { field: "visits" },
          { field: "requirement.necessity", here: "r1", there: "x9" },
          { field: "requirement", here: "lease" },
        ],
      },
    ])
    const nowhere = await anybody.items.compare({ itemCode: here, jurisdiction: "370697" })
    assert.deepEqual(nowhere.there, [])
  })

  test("what the registry's file says is published as the hub starts, and never changed either", async () => {
    assert.equal((await anybody.items.get({ itemCode: item.code })).version, 1)
    const [registered] = world.settings.registry.items
    assert.ok(registered !== undefined)
    await world.stop()
    registered.name = words("改了的事项")
    await assert.rejects(
      world.start(),
      /item 1137\S+ was published with other content up to version 1; give what has changed a higher version/,
    )
    registered.version = 2
    await world.start()
    assert.equal((await anybody.items.get({ itemCode: item.code })).name.zh, "改了的事项")
  })
})
