import assert from "node:assert/strict"
import { test } from "node:test"
import { fitnessWords, gradeWords, materialFitness } from "@tongban/standards"
import type { HeldFacts, UnfitReason } from "@tongban/standards"
import { lintEnglish, lintSourceLanguage } from "./lint-words.ts"

const type = "11100000MB03271699022"
const asked = { licenceType: type, acceptedGrades: ["A", "B"] } as const
const requirement = { licenceType: asked.licenceType, acceptedGrades: [...asked.acceptedGrades] }
const held: HeldFacts = { licenceType: type, grade: "A", status: "ISSUED" }
const today = "2026-11-23"

/** The rules that a paper breaks on a day; none where it fits. */
const broken = (facts: Partial<HeldFacts>, day = today, of: typeof requirement = requirement) => {
  const fitness = materialFitness(of, { ...held, ...facts }, day)
  return fitness.fits ? [] : fitness.reasons
}

test("an issued paper of the asked type and grade with no end fits", () => {
  assert.deepEqual(materialFitness(requirement, held, today), { fits: true })
})

test("a paper of another type does not fit", () => {
  assert.deepEqual(broken({ licenceType: "11100000000013338W011" }), [{ rule: "type", params: {} }])
})

test("a requirement that names no type takes any", () => {
  const fitness = materialFitness(
    { acceptedGrades: ["A"] },
    { ...held, licenceType: "anything" },
    today,
  )
  assert.deepEqual(fitness, { fits: true })
})

test("a paper fits on its first and its last valid day, and not a day beyond", () => {
  const valid = { validFrom: "2026-11-23", validTo: "2026-12-31" }
  assert.deepEqual(broken(valid, "2026-11-23"), [])
  assert.deepEqual(broken(valid, "2026-12-31"), [])
  assert.deepEqual(broken(valid, "2026-11-22"), [
    { rule: "notYetValid", params: { from: "2026-11-23" } },
  ])
  assert.deepEqual(broken(valid, "2027-01-01"), [{ rule: "expired", params: { on: "2026-12-31" } }])
})

test("an abolished paper does not fit, however long it would have been valid", () => {
  assert.deepEqual(broken({ status: "ABOLISHED", validTo: "2099-12-31" }), [
    { rule: "abolished", params: {} },
  ])
})

test("a paper of a grade that the item doesn't accept does not fit", () => {
  assert.deepEqual(broken({ grade: "B" }), [])
  assert.deepEqual(broken({ grade: "C" }), [{ rule: "grade", params: { grade: "C" } }])
})

test("every broken rule is told, not only the first", () => {
  const facts: Partial<HeldFacts> = {
    licenceType: "another",
    status: "ABOLISHED",
    validFrom: "2027-01-01",
    validTo: "2026-08-31",
    grade: "D",
  }
  assert.deepEqual(
    broken(facts).map(({ rule }) => rule),
    ["type", "abolished", "notYetValid", "expired", "grade"],
  )
})

const reasons: UnfitReason[] = [
  { rule: "type", params: {} },
  { rule: "abolished", params: {} },
  { rule: "notYetValid", params: { from: "2027-01-01" } },
  { rule: "expired", params: { on: "2026-08-31" } },
  { rule: "grade", params: { grade: "C" } },
]

test("each reason has words and a remedy in both languages, of its own", () => {
  const unknown = { rule: "newer", params: {} }
  const all = [...reasons, unknown].map((reason) => ({
    zh: fitnessWords(reason, "zh-CN", today),
    en: fitnessWords(reason, "en", today),
  }))
  for (const { zh, en } of all) {
    for (const text of [zh.reason, zh.remedy]) lintSourceLanguage(text)
    for (const text of [en.reason, en.remedy]) lintEnglish(text)
  }
  assert.equal(new Set(all.map(({ zh }) => zh.reason)).size, all.length)
  assert.equal(new Set(all.map(({ en }) => en.reason)).size, all.length)
})

test("a paper that expired says when, the year only where it is not this one", () => {
  const expired = { rule: "expired", params: { on: "2026-08-31" } }
  assert.match(fitnessWords(expired, "zh-CN", today).reason, /^8月31日.*过期$/)
  assert.match(fitnessWords(expired, "zh-CN", "2027-01-04").reason, /^2026年8月31日.*过期$/)
  assert.match(fitnessWords(expired, "en", today).reason, /^Expired on .*31 August$/)
  assert.match(fitnessWords(expired, "en", "2027-01-04").reason, /^Expired on .*31 August 2026$/)
})

test("a grade is told in words, as screens.md has them, and never as a letter", () => {
  const grades = ["A", "B", "C", "D"] as const
  assert.deepEqual(
    grades.map((grade) => gradeWords(grade, "zh-CN")),
    ["政府签发，可直接用", "窗口核对过原件", "您上传的，窗口还要看原件", "您填写并负责"],
  )
  for (const grade of grades) lintEnglish(gradeWords(grade, "en"))
})
