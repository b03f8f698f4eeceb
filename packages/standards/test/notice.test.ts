import assert from "node:assert/strict"
import { test } from "node:test"
import { consentNotice, noticeText, SensitiveCategory, sensitiveNotice } from "@tongban/standards"
import type { NoticeFacts, SensitiveNoticeFacts } from "@tongban/standards"
import { lintEnglish } from "./lint-words.ts"

// The invented city of the sandbox; the paper and the item of the story.
const facts: NoticeFacts = {
  language: "zh-CN",
  recipient: {
    name: { zh: "澄湾市市场监管局", en: "Chengwan Market Regulation Bureau" },
    phone: "0520-0100301",
  },
  item: {
    name: { zh: "食品经营许可（新办）", en: "Food business licence (new)" },
    shortName: { zh: "食品经营许可", en: "Food business licence" },
  },
  papers: [
    { name: { zh: "不动产权证书", en: "Real estate certificate" }, fields: ["坐落", "权利人"] },
    { name: { zh: "营业执照", en: "Business licence" }, fields: [] },
  ],
}

test("the notice says who, what, what for, until when and how to withdraw, in that order", () => {
  const { facts: said } = consentNotice(facts)
  assert.deepEqual(
    said.map(({ term }) => term),
    ["谁用", "用哪几项", "做什么", "到哪天", "怎样撤回"],
  )
  const english = consentNotice({ ...facts, language: "en" })
  assert.equal(english.facts.length, said.length)
})

// What a person agreed to is kept as this text's hash: a change of wording must be seen here.
test("the notice is told in exactly these words", () => {
  assert.equal(
    noticeText(consentNotice(facts)),
    [
      "澄湾市市场监管局要用您的 2 份材料",
      "谁用\n澄湾市市场监管局\n电话 0520-0100301",
      "用哪几项\n不动产权证书：坐落、权利人\n营业执照：全部",
      "做什么\n办理食品经营许可，不作他用",
      "到哪天\n办结为止",
      "怎样撤回\n提交前，在这里更换或取消\n已经用过的会留下记录",
      "不同意也能办：可以到窗口交原件。",
      "同意",
      "不同意",
    ].join("\n\n"),
  )
})

test("a recipient without a phone is named without one", () => {
  const { facts: said } = consentNotice({ ...facts, recipient: { name: facts.recipient.name } })
  assert.deepEqual(said[0]?.detail, ["澄湾市市场监管局"])
})

test("in English the notice holds no Chinese word of its own", () => {
  const papers = facts.papers.map((paper) => ({ ...paper, fields: [] }))
  for (const some of [papers, papers.slice(0, 1)]) {
    const notice = consentNotice({ ...facts, papers: some, language: "en" })
    const lines = noticeText(notice)
      .split("\n")
      .filter((line) => line !== "")
    for (const line of lines) lintEnglish(line)
  }
})

test("names that have no English are told in the source language", () => {
  const recipient = { name: { zh: "澄湾市市场监管局" } }
  assert.match(consentNotice({ ...facts, recipient, language: "en" }).title, /^澄湾市市场监管局 /)
})

test("every fact that the person decides on changes the text that is hashed", () => {
  const [certificate, licence] = facts.papers
  assert.ok(certificate !== undefined && licence !== undefined)
  const others: NoticeFacts[] = [
    { ...facts, language: "en" },
    { ...facts, recipient: { ...facts.recipient, name: { zh: "澄湾市卫健局" } } },
    { ...facts, recipient: { ...facts.recipient, phone: "0520-0100302" } },
    { ...facts, item: { ...facts.item, shortName: { zh: "公共场所卫生许可" } } },
    { ...facts, papers: [certificate] },
    { ...facts, papers: [licence, certificate] },
    { ...facts, papers: [{ ...certificate, fields: ["坐落"] }, licence] },
    { ...facts, papers: [{ ...certificate, name: { zh: "居民户口簿" } }, licence] },
  ]
  const texts = [facts, ...others].map((each) => noticeText(consentNotice(each)))
  assert.equal(new Set(texts).size, texts.length)
})

const { papers: _, ...occasion } = facts
const sensitive: SensitiveNoticeFacts = {
  ...occasion,
  paper: {
    name: { zh: "从业人员健康证明", en: "Health certificate of staff" },
    fields: ["体检结论", "有效期至"],
  },
  sensitive: {
    categories: ["health"],
    necessity: {
      zh: "食品经营许可须核对上岗人员健康",
      en: "A food business has to show that its staff is healthy",
    },
    impact: {
      zh: "看到的人会知道您的体检结论",
      en: "Whoever reads it learns the result of your check-up",
    },
  },
}

// 个人信息保护法(2021) 29, 30: by itself, with the necessity and the effect on the person.
test("a sensitive paper's notice says its kind, why it is needed and its effect, in exactly these words", () => {
  assert.equal(
    noticeText(sensitiveNotice(sensitive)),
    [
      "从业人员健康证明属于敏感信息，单独问您",
      "谁用\n澄湾市市场监管局\n电话 0520-0100301",
      "用哪几项\n从业人员健康证明：体检结论、有效期至",
      "属于哪一类\n医疗健康",
      "做什么\n办理食品经营许可，不作他用",
      "为什么要\n食品经营许可须核对上岗人员健康",
      "对您的影响\n看到的人会知道您的体检结论",
      "到哪天\n办结为止",
      "怎样撤回\n提交前，在填表的那一页更换或取消\n已经用过的会留下记录",
      "不同意也能办：可以到窗口出示原件。",
      "同意",
      "不同意",
    ].join("\n\n"),
  )
})

test("in English it says the same, without a Chinese word of its own", () => {
  const categories = SensitiveCategory.options
  const paper = { ...sensitive.paper, fields: [] }
  const english = sensitiveNotice({
    ...sensitive,
    language: "en",
    paper,
    sensitive: { ...sensitive.sensitive, categories },
  })
  assert.equal(english.facts.length, sensitiveNotice(sensitive).facts.length)
  const lines = noticeText(english).split("\n")
  for (const line of lines.filter((each) => each !== "")) lintEnglish(line)
})

test("every word of the sensitivity changes the text that is hashed", () => {
  const said = sensitive.sensitive
  const others: SensitiveNoticeFacts[] = [
    { ...sensitive, sensitive: { ...said, categories: ["finance"] } },
    { ...sensitive, sensitive: { ...said, necessity: { zh: "须核对" } } },
    { ...sensitive, sensitive: { ...said, impact: { zh: "没有影响" } } },
    { ...sensitive, paper: { ...sensitive.paper, fields: ["体检结论"] } },
  ]
  const texts = [sensitive, ...others].map((each) => noticeText(sensitiveNotice(each)))
  assert.equal(new Set(texts).size, texts.length)
})
