import assert from "node:assert/strict"
import { test } from "node:test"
import {
  caseClock,
  clockRules,
  publishedArrangement,
  unconfirmedSharingDays,
} from "@tongban/standards"
import type { ClockReason } from "@tongban/standards"
import { askedOf, clockVectors, outcomeOf } from "./support/clock-vectors.ts"
import { lintEnglish, lintSourceLanguage } from "./lint-words.ts"

for (const { file, ...vector } of clockVectors) {
  test(`${file}: ${vector.name} (${vector.how})`, () => {
    assert.deepEqual(outcomeOf(askedOf(vector)), vector.expected)
  })
}

/** What is said when it happens, and a year later, when every day has its year. */
const lines = clockVectors.flatMap((vector) => [
  ...askedOf(vector).steps,
  ...askedOf({ ...vector, loaded: ["2027"], now: "2027-03-01T10:00:00+08:00" }).steps,
])
const said = new Map<string, ClockReason>(lines.map((line) => [line.zh, line]))

test("every line of the reasoning speaks plainly in both languages", () => {
  for (const { zh, en } of said.values()) {
    // A time of day is written as everywhere, 15:30.
    lintSourceLanguage(zh.replace(/\d\d:\d\d/, ""))
    lintEnglish(en)
  }
})

/** What is no rule of law: a day, what is left, and why there is nothing. */
const facts = /^(due|remaining|overdue|ended|not[A-Z].*|no[A-Z].*)$/

test("every line that rests on a rule names its article", () => {
  for (const { rule, source } of said.values()) {
    assert.equal(facts.test(rule) || source !== undefined, true, rule)
  }
})

test("the reasoning over National Day reads from beginning to end", () => {
  const asked = clockVectors.find(
    ({ file, name }) => file === "clock-decision" && name === "over National Day",
  )
  const { steps } = askedOf(asked ?? assert.fail())
  assert.deepEqual(
    steps.map(({ zh, source }) => (source ? `${zh}［${source.zh}］` : zh)),
    [
      "9月28日（周一）受理［行政许可法（2019）第三十二条］",
      "法定期限20个工作日［行政许可法（2019）第四十二条第一款］",
      "从第二天算起［民法典第二百零一条第一款］",
      "只算工作日，周末和节假日不算［行政许可法（2019）第八十二条］",
      "其间有5个平日放假，不算［国务院办公厅关于2026年部分节假日安排的通知］",
      "其间调休上班1天，也算［国务院办公厅关于2026年部分节假日安排的通知］",
      "最晚10月30日（周五）",
      "还有17个工作日",
    ],
  )
  assert.deepEqual(
    steps.map(({ en }) => en),
    [
      "Accepted on Monday 28 September",
      "Limit by law: 20 working days",
      "Counted from the next day on",
      "Only working days count, no weekends and holidays",
      "Weekdays off on the way, not counted: 5",
      "Make-up working days on the way, counted: 1",
      "At the latest Friday 30 October",
      "Left: 17 working days",
    ],
  )
})

test("an instant that is none is refused, and never thrown at", () => {
  for (const now of ["", "today", "2026-11-31T99:00:00Z", "x".repeat(500_000)]) {
    const answer = caseClock({ limit: "notice", entries: [], calendar: publishedArrangement, now })
    assert.deepEqual(outcomeOf(answer), { refused: "notADay", rules: [] })
  }
})

test("the clock rests on no number of days that is unconfirmed", () => {
  const days = Object.keys(clockRules.limits)
  assert.deepEqual(days, ["notice", "decision", "jointDecision", "delivery"])
  assert.deepEqual(
    days.filter((name) => Object.hasOwn(unconfirmedSharingDays, name)),
    [],
  )
})
