import assert from "node:assert/strict"
import { test } from "node:test"
import { consentNotice, noticeText } from "@tongban/standards"
import type { NoticeFacts } from "@tongban/standards"
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
