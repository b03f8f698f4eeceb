import assert from "node:assert/strict"
import { test } from "node:test"
import { publishedArrangement, workCalendar } from "@tongban/standards"
import type { Case, CaseDate, CaseEvent } from "@tongban/standards"
import { datesOf } from "../src/cases/dates.ts"
import { Registry, registryFaults } from "../src/registry/registry.ts"

const limits: Case["limits"] = {
  promised: { days: 7, unit: "workday" },
  statutory: { days: 20, unit: "workday" },
}

/** Steps of a case, each reported at ten in the morning. */
const after = (...steps: [to: string, on: string, more?: Partial<CaseEvent>][]): CaseEvent[] =>
  steps.map(([to, on, more], at) => ({
    id: `e${at}`,
    to,
    recordedAt: `${on}T10:05:00+08:00`,
    occurredAt: `${on}T10:00:00+08:00`,
    inferred: false,
    ...more,
  }))

const on = (day: string, events: CaseEvent[], item = limits, calendar = publishedArrangement) =>
  datesOf(
    { state: events.at(-1)?.to ?? "", events, limits: item },
    calendar,
    new Date(`${day}T12:00:00+08:00`),
  )
const told = (dates: CaseDate[]) =>
  dates.map(({ limit, due, remaining }) => [limit, due, remaining])

const accepted = after(["RECEIVED", "2026-11-10"], ["ACCEPTED", "2026-11-10"])

test("an accepted case says its promised and its legal day, what is left, and why", () => {
  const dates = on("2026-11-23", accepted)
  assert.deepEqual(told(dates), [
    ["promise", "2026-11-19", -2],
    ["decision", "2026-12-08", 11],
  ])
  assert.deepEqual(dates[0]?.reasons[1], {
    rule: "promised",
    text: { zh: "承诺期限7个工作日", en: "Promised limit: 7 working days" },
    source: { zh: "事项的办事指南", en: "The guide of the service item" },
  })
})

test("the day on which a step took effect goes before the day on which it was recorded", () => {
  const deemed = after(["ACCEPTED", "2026-11-23", { effectiveOn: "2026-11-13" }])
  assert.deepEqual(told(on("2026-11-23", deemed)), [
    ["promise", "2026-11-24", 1],
    ["decision", "2026-12-11", 14],
  ])
})

test("an item without limits has no days: a licence's are not assumed", () => {
  assert.deepEqual(on("2026-11-23", accepted, {}), [])
  assert.deepEqual(on("2026-11-23", after(["RECEIVED", "2026-11-23"])), [])
})

test("a correction is to be supplied by the day that the notice names, or by no day", () => {
  const items = [{ requirement: "r3", text: { zh: "缺第二页" } }]
  const asked = (dueOn?: string) =>
    after(
      ["RECEIVED", "2026-11-16"],
      ["CORRECTION_REQUESTED", "2026-11-19", { correction: { items, ...(dueOn && { dueOn }) } }],
    )
  assert.deepEqual(told(on("2026-11-23", asked("2026-12-03"))), [["supply", "2026-12-03", 8]])
  assert.deepEqual(on("2026-11-23", asked()), [])
})

test("a day in a year that is not known is not named, and the last reason says why", () => {
  const late = after(["ACCEPTED", "2026-12-10"])
  const [, decision] = on("2026-12-10", late)
  assert.equal(decision?.due, undefined)
  assert.deepEqual(decision?.reasons.at(-1), {
    rule: "noArrangement",
    text: {
      zh: "2027年放假安排还没有，暂时算不出日期",
      en: "The holidays of 2027 are not known yet, so there is no date for now",
    },
  })
  const source = { zh: "样例安排" }
  const loaded = { year: 2027, source, off: ["2027-01-01"], worked: [] }
  const calendar = workCalendar([loaded], publishedArrangement)
  assert.deepEqual(told(on("2026-12-10", late, limits, calendar)), [
    ["promise", "2026-12-21", 7],
    ["decision", "2027-01-08", 20],
  ])
})

test("silence and a special procedure give no day: the hub does not know what paper said", () => {
  assert.deepEqual(
    on("2026-11-30", after(["RECEIVED", "2026-11-10"], ["ACCEPTED", "2026-11-20"])),
    [],
  )
  const special = after(
    ["ACCEPTED", "2026-11-10"],
    ["IN_REVIEW", "2026-11-10"],
    ["SPECIAL_PROCEDURE", "2026-11-12"],
    ["IN_REVIEW", "2026-11-18"],
  )
  assert.deepEqual(on("2026-11-19", special), [])
  assert.deepEqual(on("2026-11-13", special.slice(0, 3)), [])
})

test("a special procedure that was told in writing stops the days, by what was reported of it", () => {
  const special = { kind: "testing", until: "2026-11-18" }
  const document = "澄市监特〔2026〕3号"
  const procedure = (facts: Partial<CaseEvent>) =>
    after(
      ["ACCEPTED", "2026-11-10"],
      ["IN_REVIEW", "2026-11-10"],
      ["SPECIAL_PROCEDURE", "2026-11-12", facts],
      ["IN_REVIEW", "2026-11-18"],
    )
  // Four working days more than without it: the 13th, 16th, 17th and 18th.
  assert.deepEqual(told(on("2026-11-19", procedure({ special, document }))), [
    ["promise", "2026-11-25", 4],
    ["decision", "2026-12-14", 17],
  ])
  for (const facts of [{ special }, { document }])
    assert.deepEqual(on("2026-11-19", procedure(facts)), [])
})

test("an extension that was told moves the law's day, and not the department's promise", () => {
  const extension = { days: 10, approvedBy: "局长" }
  const extended = after(
    ["ACCEPTED", "2026-11-10"],
    ["IN_REVIEW", "2026-11-10"],
    ["IN_REVIEW", "2026-11-16", { extension, reason: "等待检测结果" }],
  )
  assert.deepEqual(told(on("2026-11-23", extended)), [
    ["promise", "2026-11-19", -2],
    ["decision", "2026-12-22", 21],
  ])
})

test("an extension that a mending takes back did not happen, and the days are those of before", () => {
  const extension = { days: 10, approvedBy: "局长" }
  const mended = after(
    ["ACCEPTED", "2026-11-10"],
    ["IN_REVIEW", "2026-11-10"],
    ["IN_REVIEW", "2026-11-13", { extension, reason: "等待检测结果" }],
    ["IN_REVIEW", "2026-11-13", { mends: "e2", by: "审批科", reason: "点错了办件" }],
  )
  assert.deepEqual(told(on("2026-11-16", mended)), [
    ["promise", "2026-11-19", 3],
    ["decision", "2026-12-08", 16],
  ])
})

test("a system that goes back to a state which it left has mended a mistake", () => {
  const back = after(
    ["ACCEPTED", "2026-11-10"],
    ["CLOSED", "2026-11-12"],
    ["ACCEPTED", "2026-11-13"],
  )
  assert.deepEqual(told(on("2026-11-16", back)), [
    ["promise", "2026-11-19", 3],
    ["decision", "2026-12-08", 16],
  ])
})

test("a system that reopens what it closed, in a state that it never had, gives no day", () => {
  const reopened = after(
    ["ACCEPTED", "2026-11-10"],
    ["CLOSED", "2026-11-12"],
    ["IN_REVIEW", "2026-11-13"],
  )
  assert.deepEqual(on("2026-11-16", reopened), [])
})

test("holidays that the registry holds are counted, and a year stands there once", () => {
  const source = { zh: "样例安排" }
  const holidays = [{ year: 2027, source, off: ["2027-01-01"], worked: [] }]
  const file = { departments: [], clients: [], items: [], holidays }
  const { calendar } = new Registry(file)
  assert.deepEqual([calendar(2027), calendar(2028)], [holidays[0], undefined])
  assert.deepEqual(calendar(2026), publishedArrangement(2026))
  assert.deepEqual(registryFaults(file), [])
  assert.deepEqual(registryFaults({ ...file, holidays: [...holidays, ...holidays] }), [
    "the year 2027 is registered twice",
  ])
})

test("what is over, or in a state that this version does not know, has no day", () => {
  assert.deepEqual(
    on("2026-11-23", after(["ACCEPTED", "2026-11-10"], ["CLOSED", "2026-11-12"])),
    [],
  )
  assert.deepEqual(
    on("2026-11-23", after(["ACCEPTED", "2026-11-10"], ["X_SENT", "2026-11-12"])),
    [],
  )
})
