import assert from "node:assert/strict"
import { suite, test } from "node:test"
import { catalogueOf, compareItems, pairsIn, regionsUp, ServiceItem } from "@tongban/standards"
import type { Requirement } from "@tongban/standards"
import { nounVectors } from "./support/noun-vectors.ts"

const item = ServiceItem.parse(nounVectors["ServiceItem"]?.good[1])
const asked = item.requirements[0] ?? assert.fail("it asks for nothing")
const asking = (...requirements: Requirement[]): ServiceItem => ({ ...item, requirements })

suite("two items", () => {
  test("that are the same differ in nothing, whatever their codes, keys and order", () => {
    assert.deepEqual(compareItems(item, item), [])
    const there: ServiceItem = {
      ...item,
      code: "LOCAL-1",
      version: 7,
      limits: {
        promised: { unit: "workday", days: 10 },
        statutory: { unit: "workday", days: 20 },
      },
      requirements: [{ ...asked, key: "x9", acceptedGrades: asked.acceptedGrades.toReversed() }],
    }
    assert.deepEqual(compareItems(item, there), [])
  })

  const changes: [string, Partial<ServiceItem>][] = [
    ["name", { name: { zh: "食品经营许可（新办）" } }],
    ["type", { type: "confirmation" }],
    ["level", { level: "city" }],
    ["limits.statutory", { limits: { ...item.limits, statutory: { days: 19, unit: "workday" } } }],
    ["limits.promised", { limits: { ...item.limits, promised: { days: 10, unit: "day" } } }],
    ["fee", { fee: { charged: false } }],
    ["visits", { visits: 0 }],
  ]
  for (const [field, change] of changes)
    test(`that differ in ${field} are told to, from either side`, () => {
      assert.deepEqual(compareItems(item, { ...item, ...change }), [{ field }])
      assert.deepEqual(compareItems({ ...item, ...change }, item), [{ field }])
    })

  const otherAsked: [string, Partial<Requirement>][] = [
    ["requirement.necessity", { necessity: "mayFollow" }],
    ["requirement.followsWithin", { followsWithin: { days: 10, unit: "workday" } }],
    ["requirement.source", { source: "applicant" }],
    ["requirement.acceptedGrades", { acceptedGrades: ["A"] }],
    ["requirement.alsoFits", { alsoFits: [{ licenceType: "T", name: { zh: "户口簿" } }] }],
    ["requirement.issuedBy", { issuedBy: { name: { zh: "公安机关" }, regions: ["370600"] } }],
    ["requirement.issuedWithin", { issuedWithin: { count: 3, unit: "month" } }],
    ["requirement.form", { form: "paper" }],
    ["requirement.handedOver", { handedOver: "original" }],
  ]
  for (const [field, change] of otherAsked)
    test(`that differ in a paper's ${field} say so by the keys of both`, () => {
      const there = asking({ ...asked, key: "x9", ...change })
      assert.deepEqual(compareItems(item, there), [{ field, here: asked.key, there: "x9" }])
    })

  test("a paper is the same by its type, else by its name; two of a name stay two", () => {
    const typed = { ...asked, licenceType: "T1" }
    const renamed = { ...typed, key: "x", name: { zh: "营业执照副本" } }
    assert.deepEqual(compareItems(asking(typed), asking(renamed)), [])
    assert.deepEqual(compareItems(asking(asked), asking({ ...typed, key: "x" })), [])
    assert.deepEqual(
      compareItems(asking(typed), asking({ ...typed, key: "x", licenceType: "T2" })),
      [
        { field: "requirement", here: asked.key },
        { field: "requirement", there: "x" },
      ],
    )
    assert.deepEqual(compareItems(asking(asked), asking(asked, { ...asked, key: "again" })), [
      { field: "requirement", there: "again" },
    ])
  })
})

test("what two places share is what the item says, else the basic code within its own", () => {
  assert.deepEqual(catalogueOf(item), item.catalogue)
  assert.deepEqual(catalogueOf({ code: "11370699XY000011934370199001001" }), {
    scheme: "gbt39554-basic",
    value: "370199001001",
  })
  assert.deepEqual(
    catalogueOf({ code: "11370699XY00001193437019900100107" }),
    catalogueOf({ code: "11370699XY000011934370199001001" }),
    "a handling item is of the same basic code",
  )
  assert.equal(catalogueOf({ code: "LOCAL-1" }), undefined)
})

test("a text is its pairs of neighbours, each once, across nothing else", () => {
  assert.deepEqual(pairsIn("食品经营"), ["食品", "品经", "经营"])
  assert.deepEqual(pairsIn("补发、换发"), ["补发", "换发"])
  assert.deepEqual(pairsIn("ＡＴＭ５Ｇ atm"), ["at", "tm", "m5", "5g"])
  assert.deepEqual(pairsIn("𠮷𠮷𠮷"), ["𠮷𠮷"], "a character outside the BMP is one character")
  for (const text of ["", "证", "食 品", "——", "\ud800\ud800"]) assert.deepEqual(pairsIn(text), [])
})

test("the regions above one go by its code; a profile has none", () => {
  assert.deepEqual(regionsUp("511602"), ["511602", "511600", "510000"])
  assert.deepEqual(regionsUp("510000"), ["510000"])
  assert.deepEqual(regionsUp("anyang"), ["anyang"])
})
