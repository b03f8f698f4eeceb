import assert from "node:assert/strict"
import { test } from "node:test"
import {
  noticeText,
  publishedArrangement,
  undertakingDate,
  undertakingNotice,
} from "@tongban/standards"
import type { Promising } from "@tongban/standards"
import { lintEnglish, lintSourceLanguage } from "./lint-words.ts"

const promising = (change: Partial<Promising> = {}): Promising => ({
  item: {
    promised: { days: 5, unit: "workday" },
    statutory: { days: 20, unit: "workday" },
  },
  on: "2026-11-18",
  calendar: publishedArrangement,
  ...change,
})

// Case c12 of the invented city: promised on Wednesday 18 November 2026.
const days: [string, Partial<Promising>, string, string][] = [
  ["what the item says of it", { within: { days: 10, unit: "workday" } }, "2026-12-02", "follows"],
  ["else the promised decision", {}, "2026-11-25", "promised"],
  [
    "else the decision by the item's guide",
    { item: { statutory: { days: 10, unit: "day" } } },
    "2026-11-30",
    "statutory",
  ],
  ["else the decision by law, 20 working days", { item: {} }, "2026-12-16", "statutory"],
]
for (const [name, change, due, rule] of days)
  test(`a paper may follow until: ${name}`, () => {
    const date = undertakingDate(promising(change))
    assert.equal(date.limit, "undertaking")
    assert.equal(date.due, due)
    assert.equal(date.reasons[1]?.rule, rule)
    assert.equal(date.reasons.at(-1)?.rule, "due")
  })

test("it counts from the day of the promise, over National Day with its make-up days", () => {
  const { due, reasons } = undertakingDate(promising({ on: "2026-09-28" }))
  assert.equal(due, "2026-10-10")
  assert.deepEqual(
    reasons.map(({ rule }) => rule),
    ["undertaken", "promised", "firstDay", "workdays", "holidays", "makeUps", "due"],
  )
})

test("a day of a year without arrangement is not guessed: there is none, and the last line says why", () => {
  const { due, reasons } = undertakingDate(promising({ on: "2026-12-30" }))
  assert.equal(due, undefined)
  assert.equal(reasons.at(-1)?.rule, "noArrangement")
})

const facts = {
  language: "zh-CN" as const,
  recipient: {
    name: { zh: "澄湾市卫生健康局", en: "Chengwan Health Bureau" },
    phone: "0520-0100302",
  },
  item: {
    name: { zh: "公共场所卫生许可（新办）", en: "Hygiene licence for public premises (new)" },
    shortName: { zh: "公共场所卫生许可", en: "Hygiene licence" },
  },
  paper: { zh: "公共场所卫生检测或者评价报告", en: "Hygiene test or assessment report" },
  dueOn: "2026-12-02",
}

// What a person promised is kept as this text's hash: a change of wording must be seen here.
test("the promise is told in exactly these words", () => {
  assert.equal(
    noticeText(undertakingNotice(facts)),
    [
      "先提交，之后补：公共场所卫生检测或者评价报告",
      "向谁承诺\n澄湾市卫生健康局\n电话 0520-0100302",
      "办什么事\n公共场所卫生许可",
      "补哪一份\n公共场所卫生检测或者评价报告",
      "最晚哪天\n2026年12月2日（周三）",
      "怎样补交\n在部门网站的这个办件里补交\n也可以交到窗口",
      "不补会怎样\n部门不能按您的申请办成\n这份承诺会留下记录",
      "不承诺也能办：现在选用或上传，或到窗口交。",
      "我承诺",
      "不承诺",
    ].join("\n\n"),
  )
})

test("it says the same in English, and both speak plainly", () => {
  const zh = undertakingNotice(facts)
  const en = undertakingNotice({ ...facts, language: "en" })
  assert.equal(en.facts.length, zh.facts.length)
  for (const text of [zh.closing, zh.agree, zh.refuse, ...zh.facts.map(({ term }) => term)])
    lintSourceLanguage(text)
  for (const text of [en.closing, en.agree, en.refuse, ...en.facts.flatMap(({ detail }) => detail)])
    lintEnglish(text)
  for (const { rule, text, source } of undertakingDate(promising()).reasons) {
    lintSourceLanguage(text.zh)
    lintEnglish(text.en ?? "")
    assert.ok(source !== undefined || ["undertaken", "due"].includes(rule), rule)
  }
})
