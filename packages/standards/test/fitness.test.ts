import assert from "node:assert/strict"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, test } from "node:test"
import { pathToFileURL } from "node:url"
import * as z from "zod/mini"
import {
  fitnessWords,
  fittingWords,
  gradeWords,
  materialFitness,
  Requirement,
  watermarkLines,
  watermarkParts,
} from "@tongban/standards"
import type { AskedFacts, HeldFacts, UnfitReason } from "@tongban/standards"
import { lintEnglish, lintSourceLanguage } from "./lint-words.ts"

interface Vector {
  about: string
  requirement?: object
  held?: object
  day?: string
  reasons: UnfitReason[]
}
interface Vectors {
  base: { requirement: object; held: object; day: string }
  vectors: Vector[]
  watermarks: typeof watermarkParts
}

const file = new URL("../vectors/material-fitness.json", import.meta.url)
const { base, vectors, watermarks } = JSON.parse(readFileSync(file, "utf8")) as Vectors
const today = base.day

/** The base with a vector's keys over it; null takes one away. */
const over = (below: object, above: object = {}): object =>
  Object.fromEntries(Object.entries({ ...below, ...above }).filter(([, value]) => value !== null))

/** The reasons that an implementation of the rules finds in a vector. */
function found(fitnessOf: typeof materialFitness, { requirement, held, day }: Vector) {
  const asked = over(base.requirement, requirement) as AskedFacts
  const fitness = fitnessOf(asked, over(base.held, held) as HeldFacts, day ?? base.day)
  return fitness.fits ? [] : fitness.reasons
}

for (const vector of vectors) {
  const fits = vector.reasons.length === 0 ? "fits" : "does not fit"
  test(`${vector.about}: ${fits}`, () => {
    assert.deepEqual(found(materialFitness, vector), vector.reasons)
  })
}

test("each vector's requirement is one that the contract takes", () => {
  const Asked = z.pick(Requirement, {
    name: true,
    licenceType: true,
    alsoFits: true,
    acceptedGrades: true,
    issuedBy: true,
    issuedWithin: true,
    form: true,
  })
  for (const { about, requirement } of vectors) {
    const asked = over(base.requirement, requirement)
    assert.deepEqual(z.parse(Asked, asked), asked, about)
  }
})

/** One change of the rules' source each; every one must be told by a vector. */
const mutants: readonly [string, string][] = [
  ["holder.matches ? undefined", "true ? undefined"],
  ["{ scheme: holder.scheme }", "{}"],
  ["asked.licenceType === undefined ||", "asked.licenceType !== undefined ||"],
  ["includes(held.licenceType)", "includes(asked.licenceType ?? held.licenceType)"],
  ["...alsoFits.map((other) => other.licenceType)", ""],
  ['status === "ABOLISHED"', 'status !== "ABOLISHED"'],
  ["validFrom > day", "validFrom >= day"],
  ["validFrom > day", "false"],
  ["validTo < day", "validTo <= day"],
  ["validTo < day", "false"],
  ["issuedOn < since", "issuedOn <= since"],
  ["issuedOn < since", "false"],
  ['unit === "day"', 'unit === "month"'],
  ["getUTCDate() - count", "getUTCDate() - count - 1"],
  ["getUTCMonth() - count", "getUTCMonth() - count + 1"],
  ["date.getUTCDate() !== asked", "false"],
  ["acceptedGrades.includes(grade)", "true"],
  ["acceptedGrades.includes(grade)", "grade <= (acceptedGrades.at(-1) ?? grade)"],
  ["isIssuedBy(issuedBy, issuer)", "true"],
  ["each.scheme === scheme &&", ""],
  ["&& each.value === value", ""],
  ["byCode ||", "false ||"],
  ["|| regions.some", "|| false && regions.some"],
  ["regions.some", "regions.every"],
  ["(00){1,2}$/", "0+$/"],
  ["(00){1,2}$/", "(00)$/"],
  ["issuer === undefined && isRegistered(grade)", "issuer === undefined"],
  ["issuer === undefined && isRegistered(grade)", "false"],
  ['grade === "A" || grade === "B"', 'grade === "A"'],
  ['form === "either" || form === held.form', 'form !== held.form || form === "either"'],
  ['form === "either" ||', ""],
  ['{ form = "either" }', '{ form = "electronic" }'],
  ["|| form === held.form", ""],
]

interface Rules {
  materialFitness: typeof materialFitness
}
const source = readFileSync(new URL("../src/materials/fitness.ts", import.meta.url), "utf8")
const folder = mkdtempSync(join(tmpdir(), "tongban-fitness-"))
after(() => {
  rmSync(folder, { recursive: true })
})

for (const [at, [right, wrong]] of mutants.entries()) {
  test(`the vectors tell rules with \`${wrong}\` for \`${right}\``, async () => {
    assert.ok(source.includes(right), "the source has changed: change the mutant too")
    const path = join(folder, `${at}.ts`)
    writeFileSync(path, source.replace(right, wrong))
    const mutant = (await import(pathToFileURL(path).href)) as Rules
    assert.ok(
      vectors.some((vector) => differs(mutant.materialFitness, vector)),
      "it survives",
    )
  })
}

function differs(fitnessOf: typeof materialFitness, vector: Vector): boolean {
  try {
    assert.deepEqual(found(fitnessOf, vector), vector.reasons)
    return false
  } catch {
    return true
  }
}

const told: UnfitReason[] = [
  { rule: "holder", params: { scheme: "111" } },
  { rule: "holder", params: { scheme: "001" } },
  { rule: "type", params: {} },
  { rule: "abolished", params: {} },
  { rule: "notYetValid", params: { from: "2027-01-01" } },
  { rule: "expired", params: { on: "2026-08-31" } },
  { rule: "tooOld", params: { on: "2025-08-31", since: "2026-10-24" } },
  { rule: "grade", params: { grade: "C" } },
  { rule: "issuer", params: {} },
  { rule: "issuerUnknown", params: {} },
  { rule: "form", params: { form: "paper" } },
  { rule: "form", params: { form: "electronic" } },
]

test("every rule that a vector breaks is told", () => {
  const rules = new Set(vectors.flatMap(({ reasons }) => reasons.map(({ rule }) => rule)))
  assert.deepEqual(new Set(told.map(({ rule }) => rule)), rules)
})

test("each reason has words and a remedy in both languages, of its own", () => {
  const unknown = { rule: "newer", params: {} }
  const all = [...told, unknown].map((reason) => ({
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

const asked = {
  name: { zh: "不动产权证书", en: "Real estate certificate" },
  licenceType: "11370699XY0000012P004",
  alsoFits: [{ licenceType: "11370699XY0000012P016", name: { zh: "房屋租赁合同", en: "Lease" } }],
  acceptedGrades: ["B" as const, "A" as const],
  issuedBy: { name: { zh: "澄湾市自然资源和规划局", en: "Chengwan Natural Resources Bureau" } },
  issuedWithin: { count: 3, unit: "month" as const },
  form: "paper" as const,
}

test("what would fit is told by type, grade, issuer, age and form, in exactly these words", () => {
  assert.deepEqual(fittingWords(asked, "zh-CN"), [
    "可以用：不动产权证书、房屋租赁合同。",
    "须是政府签发的或窗口核对过原件的。",
    "须由澄湾市自然资源和规划局出具。",
    "须是 3 个月内出具的。",
    "须交纸质的。",
  ])
  assert.deepEqual(fittingWords(asked, "en"), [
    "What fits: Real estate certificate, Lease.",
    "It must be issued by government or checked at a counter.",
    "It must be issued by Chengwan Natural Resources Bureau.",
    "It must be issued within 3 months.",
    "It must be on paper.",
  ])
  for (const text of fittingWords(asked, "zh-CN")) lintSourceLanguage(text)
  for (const text of fittingWords(asked, "en")) lintEnglish(text)
})

test("nothing is said of what a requirement leaves open", () => {
  const { name } = asked
  const open = (acceptedGrades: ("A" | "B" | "C" | "D")[]) =>
    fittingWords({ name, acceptedGrades }, "zh-CN")
  assert.deepEqual(open(["A", "B", "C", "D"]), ["可以用：不动产权证书。"])
  assert.deepEqual(open(["C"]), ["可以用：不动产权证书。", "须是您上传的。"])
  assert.deepEqual(open(["A", "C", "D"]).slice(1), ["须是政府签发的、您上传的或您填写的。"])
  const day = { name, acceptedGrades: [], issuedWithin: { count: 1, unit: "day" as const } }
  assert.deepEqual(fittingWords(day, "zh-CN").slice(1), ["须是 1 天内出具的。"])
  assert.deepEqual(fittingWords(day, "en").slice(1), ["It must be issued within 1 day."])
})

const use = {
  provider: "澄湾市自然资源和规划局",
  recipient: "澄湾市市场监督管理局",
  purpose: "办理食品经营许可",
  deliveredOn: "2026-11-26",
}

test("the watermark of each grade says what the grade demands", () => {
  assert.deepEqual(watermarkParts, watermarks)
  const lines = (grade: "A" | "B" | "C" | "D") =>
    watermarkLines({ ...use, grade, validTo: "2031-04-18" })
  assert.deepEqual(lines("A"), [
    "澄湾市自然资源和规划局提供",
    "仅供澄湾市市场监督管理局办理食品经营许可使用",
    "2026-11-26交付，当次有效，证照有效期至2031-04-18",
  ])
  assert.match(lines("B")[0] ?? "", /，已与原件核对$/)
  assert.match(lines("C")[0] ?? "", /，申请人上传，用前须核对原件$/)
  assert.match(lines("D")[0] ?? "", /，申请人自备并负责，未经核对$/)
  assert.equal(watermarkLines({ ...use, grade: "A" })[2], "2026-11-26交付，当次有效")
})
