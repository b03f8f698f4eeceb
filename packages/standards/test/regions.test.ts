import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { suite, test } from "node:test"
import {
  areaWarningWords,
  checkAreas,
  checkRegionCode,
  listedRegions,
  regionOf,
} from "@tongban/standards"
import type { AreaIdentifier, AreaWarning, Refusal } from "@tongban/standards"
import { lintEnglish, lintSourceLanguage } from "./lint-words.ts"

const require = createRequire(import.meta.url)
const today = "2026-11-25"

/** The 19 lists of 国家统计局 that the package has, each with the day that it stands for. */
const lists = (require("gb2260/lib/revisions.json") as string[]).map((month) => ({
  day: new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(4)), 0))
    .toISOString()
    .slice(0, 10),
  names: require(`gb2260/lib/${month}.json`) as Record<string, string>,
}))

/** The first 4 digits of what is a heading in these lists. */
const headings = /市辖区|^县$|^市$|直辖/

suite("the lists of 国家统计局 from 2002 to 2016", () => {
  test("every province and city has its name of that day, one slip of the lists excepted", () => {
    const places = lists.flatMap(({ day, names }) =>
      Object.entries(names).flatMap(([code, name]) =>
        code.endsWith("00") && !headings.test(name) ? [{ day, code, name }] : [],
      ),
    )
    const others = places.filter(({ day, code, name }) => {
      const region = regionOf(code, { on: day })
      return region?.code !== code || region.name.zh !== name
    })
    assert.equal(places.length, 6973)
    assert.deepEqual(
      [...new Set(others.map(({ code, name }) => `${code} ${name}`))],
      ["371700 荷泽市"],
    )
  })

  test("every code, counties' too, lies in a province or city of that day", () => {
    const codes = lists.flatMap(({ day, names }) =>
      Object.keys(names).map((code) => ({ day, code })),
    )
    assert.equal(codes.length, 66_845)
    assert.deepEqual(
      codes.filter(({ day, code }) => regionOf(code, { on: day }) === undefined),
      [],
    )
  })

  test("what a list lacks was not in use on its day, or nobody knows; 儋州 came into it late", () => {
    const lacking = lists.flatMap(({ day, names }) =>
      listedRegions().filter(({ code, validFrom, validUntil }) => {
        const known = [validFrom, validUntil].every(
          (between) => between === undefined || day <= between.after || day >= between.by,
        )
        return known && !(code in names) && regionOf(code, { on: day }) !== undefined
      }),
    )
    assert.deepEqual([...new Set(lacking.map(({ code }) => code))], ["460400"])
  })
})

test("34 provinces and 333 cities are in use, and 193 codes are of before", () => {
  const inUse = listedRegions().filter(({ code }) => regionOf(code, { on: today })?.code === code)
  const ofLevel = (level: string) => inUse.filter((region) => region.level === level).length
  assert.deepEqual([ofLevel("province"), ofLevel("city")], [34, 333])
  assert.equal(listedRegions().length - inUse.length, 193)
  const formerNames = listedRegions().flatMap(({ formerNames = [] }) => formerNames)
  const begun = listedRegions().filter(({ validFrom }) => validFrom)
  assert.deepEqual([formerNames.length, begun.length], [24, 212])
})

test("a code is answered by the city that it lies in, or by its province where no city is between", () => {
  const names = ["370602", "370602001", "511602000000", "110101", "429004", "659001", "370000"].map(
    (code) => regionOf(code)?.name.zh,
  )
  assert.deepEqual(names, [
    "烟台市",
    "烟台市",
    "广安市",
    "北京市",
    "湖北省",
    "新疆维吾尔自治区",
    "山东省",
  ])
})

test("a region has the name of the day, and says between which lists it changed", () => {
  const nameOn = (on: string) => regionOf("420600", { on })?.name.zh
  assert.deepEqual(["2009-12-31", "2010-06-01", "2010-12-31"].map(nameOn), [
    "襄樊市",
    "襄樊市",
    "襄阳市",
  ])
  assert.deepEqual(regionOf("420600"), {
    code: "420600",
    name: { zh: "襄阳市" },
    level: "city",
    formerNames: [{ name: { zh: "襄樊市" }, until: { after: "2009-12-31", by: "2010-12-31" } }],
  })
})

test("in the days between two lists the old code and the new are both answered", () => {
  const inUse = (on: string) => ["542400", "540600"].map((code) => regionOf(code, { on })?.name.zh)
  assert.deepEqual(inUse("2017-09-30"), ["那曲地区", undefined])
  assert.deepEqual(inUse("2017-10-15"), ["那曲地区", "那曲市"])
  assert.deepEqual(inUse("2017-10-31"), [undefined, "那曲市"])
})

test("a city that is gone is known, and not in use", () => {
  const { validUntil } = regionOf("371202") ?? assert.fail("莱芜市 is unknown")
  assert.deepEqual(validUntil, { after: "2018-10-31", by: "2021-01-04" })
  assert.equal(regionOf("371202", { on: today }), undefined)
  // Before the lists of 2002: a number that was given out in 1985.
  assert.equal(regionOf("512201")?.name.zh, "万县地区")
})

test("the lists run on from one another, and no code begins or ends twice", () => {
  for (const { code, validFrom, validUntil, formerNames = [] } of listedRegions()) {
    const changes = [validFrom, ...formerNames.map(({ until }) => until), validUntil]
    const days = changes.flatMap((between) => (between ? [between.after, between.by] : []))
    assert.deepEqual(days, days.toSorted(), code)
    for (const day of days) assert.match(day, /^\d{4}-\d{2}-\d{2}$/)
  }
})

test("every region has a name in Chinese and a code of the right form", () => {
  for (const { code, name, level, formerNames = [] } of listedRegions()) {
    assert.deepEqual(checkRegionCode(code), { ok: true })
    assert.match(code, level === "province" ? /^\d{2}0000$/ : /^\d{4}00$/)
    for (const { zh } of [name, ...formerNames.map((former) => former.name)])
      assert.match(zh, /^\p{Script=Han}{2,12}$/u)
  }
})

test("what is no region's code has no region, whatever it is", () => {
  for (const bad of ["", "37", "37060O", "000000", "__proto__", "9".repeat(500_000), "37\ud800600"])
    assert.equal(regionOf(bad), undefined)
  for (const bad of [undefined, null, NaN, {}, Symbol("x")])
    assert.equal(regionOf(bad as string), undefined)
  for (const on of ["", "never", "__proto__"]) assert.doesNotThrow(() => regionOf("371200", { on }))
})

interface AreaVector {
  identifier: AreaIdentifier
  value: string
  on: string
  note: string
  regions?: string[]
  warnings?: Omit<AreaWarning, "region">[]
  refusal?: Omit<Refusal, "ok">
}

const { cases } = JSON.parse(
  readFileSync(new URL("../vectors/areas.json", import.meta.url), "utf8"),
) as { cases: AreaVector[] }

for (const { identifier, value, on, note, regions = [], warnings = [], refusal } of cases)
  test(`the area of the ${identifier} ${value}: ${note}`, () => {
    const checked = checkAreas(identifier, value, on)
    if (!checked.ok) {
      assert.deepEqual(checked, { ok: false, ...refusal })
      return
    }
    assert.equal(refusal, undefined)
    assert.deepEqual(
      checked.regions.map(({ code }) => code),
      regions,
    )
    assert.deepEqual(
      checked.warnings.map(({ warning, at, code }) => ({ warning, at, code })),
      warnings,
    )
  })

test("what is no text is refused as that, and never thrown", () => {
  for (const bad of [undefined, null, NaN, {}, [], Symbol("x"), 1n])
    assert.deepEqual(checkAreas("ItemCode", bad, today), { ok: false, rule: "text" })
  assert.equal(checkAreas("RegionCode", "长".repeat(500_000), today).ok, false)
})

test("every warning of the vectors has words in both languages, with its place", () => {
  const warnings = cases.flatMap((each) => each.warnings ?? [])
  assert.deepEqual([...new Set(warnings.map(({ warning }) => warning))].sort(), [
    "areaEnded",
    "areaNotYet",
    "areaUnknown",
  ])
  for (const warning of warnings) {
    const [zh, en] = [areaWarningWords(warning, "zh-CN"), areaWarningWords(warning, "en")]
    lintSourceLanguage(zh)
    lintEnglish(en)
    for (const text of [zh, en])
      assert.match(text, new RegExp(`\\b${warning.at}\\b|第${warning.at}位`))
  }
})
