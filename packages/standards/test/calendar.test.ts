import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import {
  countLimit,
  dayKindOf,
  daysBetween,
  publishedArrangement,
  workCalendar,
  YearArrangement,
} from "@tongban/standards"
import { years } from "./support/clock-vectors.ts"

const zone = process.env["TZ"]
afterEach(() => {
  if (zone === undefined) delete process.env["TZ"]
  else process.env["TZ"] = zone
})

test("the holidays of 2026 are those of the notice of 4 November 2025", () => {
  assert.deepEqual(publishedArrangement(2026), years["2026"])
})

for (const place of ["UTC", "America/New_York", "Asia/Shanghai", "Pacific/Kiritimati"]) {
  test(`days are the same in a process at ${place}`, () => {
    process.env["TZ"] = place
    const kinds = ["2026-10-07", "2026-10-10", "2026-10-11", "2026-10-12"].map((day) =>
      dayKindOf(day, publishedArrangement),
    )
    assert.deepEqual(kinds, ["holiday", "makeUp", "weekend", "workday"])
  })
}

test("every year from 2004 to 2026 is known, and its arrangement keeps its own rules", () => {
  for (let year = 2004; year <= 2026; year++) {
    const arrangement = publishedArrangement(year)
    assert.deepEqual(YearArrangement.parse(arrangement), arrangement, String(year))
    assert.ok((arrangement?.off.length ?? 0) >= 7, String(year))
  }
})

test("a year without a published arrangement is not known, and no day of it is anything", () => {
  for (const year of [2003, 2027, 2028, 9999, 10000, 0, -1, 2026.5, NaN, Infinity]) {
    assert.equal(publishedArrangement(year), undefined, String(year))
  }
  for (const day of ["2027-01-01", "2027-06-15", "2027-01-02"]) {
    assert.equal(dayKindOf(day, publishedArrangement), undefined, day)
  }
})

test("a year that the operator loads is known, and goes before what is published", () => {
  const loaded = YearArrangement.parse(years["2027"])
  const calendar = workCalendar([loaded], publishedArrangement)
  assert.equal(dayKindOf("2027-01-01", calendar), "holiday")
  assert.equal(dayKindOf("2027-01-04", calendar), "workday")
  assert.equal(dayKindOf("2026-10-10", calendar), "makeUp")
  assert.equal(dayKindOf("2028-01-04", calendar), undefined)
  const corrected = { ...loaded, year: 2026, off: [], worked: [] }
  assert.equal(dayKindOf("2026-10-01", workCalendar([corrected], publishedArrangement)), "workday")
})

test("an arrangement with a day of another year, a weekend off or a weekday worked is refused", () => {
  const good = YearArrangement.parse(years["2027"])
  for (const bad of [
    { ...good, off: ["2026-01-01"] },
    { ...good, off: ["2027-01-02"] },
    { ...good, worked: ["2027-01-04"] },
    { ...good, off: ["2027-02-30"] },
    { ...good, year: 20270 },
  ]) {
    assert.equal(YearArrangement.safeParse(bad).success, false, JSON.stringify(bad))
  }
})

test("what cannot be counted is refused by its rule, and never thrown at", () => {
  const count = {
    from: "2026-11-16",
    days: 5,
    unit: "workday",
    calendar: publishedArrangement,
  } as const
  const ruleOf = (changed: object) => {
    const counted = countLimit({ ...count, ...changed })
    return counted.ok ? counted.due : counted.rule
  }
  assert.equal(ruleOf({}), "2026-11-23")
  for (const days of [-1, 1.5, NaN, Infinity, 3661, 1e12])
    assert.equal(ruleOf({ days }), "spanOutOfRange", String(days))
  for (const from of ["", "2026-11-31", "2026-1-1", "20261116", "x".repeat(500_000), "2026-13-01"])
    assert.equal(ruleOf({ from }), "notADay", from.slice(0, 12))
  assert.equal(ruleOf({ days: 3660 }), "noArrangement")
  assert.equal(ruleOf({ from: "9999-12-31", unit: "day" }), "noArrangement")
})

test("the days between two days count one way and the other", () => {
  const between = (from: string, to: string) =>
    daysBetween(from, to, "workday", publishedArrangement)
  assert.equal(between("2026-11-20", "2026-11-23"), 1)
  assert.equal(between("2026-11-23", "2026-11-20"), -1)
  assert.equal(between("2026-11-20", "2026-11-22"), 0)
  assert.equal(between("2026-09-30", "2026-10-10"), 3)
  assert.equal(daysBetween("2026-11-23", "2026-11-20", "day", publishedArrangement), -3)
  const refused = between("2026-12-31", "2027-01-04")
  assert.ok(typeof refused === "object")
  assert.deepEqual([refused.rule, refused.year], ["noArrangement", 2027])
})
