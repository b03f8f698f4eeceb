import { formatDay } from "../text/day.ts"
import { inLanguage } from "../text/language.ts"
import type { Language } from "../text/language.ts"
import type { AskedFacts, UnfitReason } from "./fitness.ts"
import { isRevocationReason, revocationReasons } from "./revocation.ts"
import type { Requirement } from "../nouns/item.ts"
import type { TrustGrade } from "../nouns/paper.ts"

/** A grade in the words that people see; the letter is never shown (国办函〔2016〕108号). */
export const gradeWords = (grade: TrustGrade, language: Language): string =>
  gradeTexts[grade].whole[keyOf(language)]

const gradeTexts: Record<TrustGrade, Record<"whole" | "asked", Record<"zh" | "en", string>>> = {
  A: {
    whole: { zh: "政府签发，可直接用", en: "Issued by government, ready to use" },
    asked: { zh: "政府签发的", en: "issued by government" },
  },
  B: {
    whole: { zh: "窗口核对过原件", en: "Original checked at a counter" },
    asked: { zh: "窗口核对过原件的", en: "checked at a counter" },
  },
  C: {
    whole: {
      zh: "您上传的，窗口还要看原件",
      en: "Uploaded by you; the counter will want the original",
    },
    asked: { zh: "您上传的", en: "uploaded by you" },
  },
  D: {
    whole: { zh: "您填写并负责", en: "Written by you, on your own word" },
    asked: { zh: "您填写的", en: "written by you" },
  },
}

/** Why a paper does not fit, and what can be done about it. */
export interface FitnessText {
  reason: string
  remedy: string
}

/** A reason and its remedy in words. A rule that this version doesn't know gets a general answer. */
export function fitnessWords(
  { rule, params }: { rule: string; params: Record<string, string> },
  language: Language,
  today?: string,
): FitnessText {
  const told = Object.hasOwn(reasonTexts, rule)
    ? reasonTexts[rule as UnfitReason["rule"]]
    : unknownRule
  return told[keyOf(language)]({
    param: (name) => params[name] ?? "",
    day: (name) => formatDay(params[name] ?? "", language, today),
  })
}

interface Told {
  param(name: string): string
  /** A day among the params, in full. */
  day(name: string): string
}
type ReasonText = Record<"zh" | "en", (told: Told) => FitnessText>

const reasonTexts: Record<UnfitReason["rule"], ReasonText> = {
  holder: {
    zh: ({ param }) =>
      param("scheme") === organization
        ? { reason: "持证单位不是您代办的单位", remedy: "请选您代办的单位的一份" }
        : { reason: "持证人不是您，也不是您代办的人", remedy: "请选您本人的一份" },
    en: ({ param }) =>
      param("scheme") === organization
        ? {
            reason: "Its holder is not the organisation that you act for",
            remedy: "Choose one of that organisation",
          }
        : {
            reason: "Its holder is neither you nor whom you act for",
            remedy: "Choose one of your own",
          },
  },
  type: {
    zh: () => ({ reason: "不是这次要的材料", remedy: "请选别的一份" }),
    en: () => ({ reason: "Not the kind of paper asked for", remedy: "Choose another one" }),
  },
  abolished: {
    zh: ({ param, day }) => ({
      reason: revokedWords("zh", param("reason"), day("on")) ?? "签发单位已废止",
      remedy: "请用最新的一份",
    }),
    en: ({ param, day }) => ({
      reason: revokedWords("en", param("reason"), day("on")) ?? "Withdrawn by its issuer",
      remedy: "Use the newest one",
    }),
  },
  notYetValid: {
    zh: ({ day }) => ({ reason: `${day("from")}才生效`, remedy: "到那天再用" }),
    en: ({ day }) => ({ reason: `Valid from ${day("from")}`, remedy: "Use it from that day on" }),
  },
  expired: {
    zh: ({ day }) => ({ reason: `${day("on")}过期`, remedy: "请向签发单位换发" }),
    en: ({ day }) => ({
      reason: `Expired on ${day("on")}`,
      remedy: "Have it renewed by its issuer",
    }),
  },
  tooOld: {
    zh: ({ day }) => ({
      reason: `${day("on")}出具，时间太久`,
      remedy: `请用${day("since")}以后出具的`,
    }),
    en: ({ day }) => ({
      reason: `Issued on ${day("on")}, too long ago`,
      remedy: `Use one issued on or after ${day("since")}`,
    }),
  },
  grade: {
    zh: () => ({ reason: "这次要更可靠的一份", remedy: "请用政府签发的，或到窗口核对原件" }),
    en: () => ({
      reason: "A more certain copy is needed",
      remedy: "Use one issued by government, or have the original checked",
    }),
  },
  issuer: {
    zh: () => ({ reason: "不是指南指定的机构出具的", remedy: "请用指定机构出具的一份" }),
    en: () => ({
      reason: "Not issued by the body that the guide names",
      remedy: "Use one that this body issued",
    }),
  },
  issuerUnknown: {
    zh: () => ({ reason: "看不出是哪个机构出具的", remedy: "请到窗口交原件，或问签发单位" }),
    en: () => ({
      reason: "The record does not say which body issued it",
      remedy: "Take the original to the counter, or ask its issuer",
    }),
  },
  form: {
    zh: ({ param }) =>
      param("form") === "paper"
        ? { reason: "这次要交纸质的", remedy: "请到窗口交纸质的一份" }
        : { reason: "这次要交电子的", remedy: "请选电子的一份" },
    en: ({ param }) =>
      param("form") === "paper"
        ? { reason: "It is asked for on paper", remedy: "Hand in the paper at the counter" }
        : { reason: "It is asked for in electronic form", remedy: "Choose an electronic one" },
  },
}

/** When and why its owner revoked it, where it says so in a way that we know. */
function revokedWords(key: "zh" | "en", reason: string, day: string): string | undefined {
  if (!isRevocationReason(reason)) return undefined
  const why = revocationReasons[reason][key]
  return key === "zh" ? `${day}${why}` : `${why} on ${day}`
}

const unknownRule: ReasonText = {
  zh: () => ({ reason: "这次不能用", remedy: "请问办理部门" }),
  en: () => ({ reason: "Cannot be used this time", remedy: "Ask the department" }),
}

/** 统一社会信用代码 among the schemes of holders (GB/T 36903-2018). */
const organization = "001"

/** What would fit a requirement, a sentence for each thing that it asks for. */
export const fittingWords = (asked: Asked, language: Language): string[] =>
  fittingTexts.flatMap((text) => text[keyOf(language)](asked) ?? [])

type Asked = AskedFacts & Pick<Requirement, "name">

const fittingTexts: readonly Record<"zh" | "en", (asked: Asked) => string | undefined>[] = [
  {
    zh: (asked) => `可以用：${namesOf(asked, "zh-CN").join("、")}。`,
    en: (asked) => `What fits: ${namesOf(asked, "en").join(", ")}.`,
  },
  {
    zh: ({ acceptedGrades }) => oneOf(acceptedGrades, "zh", ["须是", "、", "或", "。"]),
    en: ({ acceptedGrades }) => oneOf(acceptedGrades, "en", ["It must be ", ", ", " or ", "."]),
  },
  {
    zh: ({ issuedBy }) => issuedBy && `须由${inLanguage(issuedBy.name, "zh-CN")}出具。`,
    en: ({ issuedBy }) => issuedBy && `It must be issued by ${inLanguage(issuedBy.name, "en")}.`,
  },
  {
    zh: ({ issuedWithin: within }) =>
      within && `须是 ${within.count} ${within.unit === "day" ? "天" : "个月"}内出具的。`,
    en: ({ issuedWithin: within }) =>
      within && `It must be issued within ${within.count} ${unitOf(within)}.`,
  },
  {
    zh: ({ form }) => (form === "paper" ? "须交纸质的。" : undefined),
    en: ({ form }) => (form === "paper" ? "It must be on paper." : undefined),
  },
]

const namesOf = ({ name, alsoFits = [] }: Asked, language: Language): string[] =>
  [name, ...alsoFits.map((other) => other.name)].map((words) => inLanguage(words, language))

/** The accepted grades as one sentence; nothing is said where every grade is accepted. */
function oneOf(
  accepted: readonly TrustGrade[],
  key: "zh" | "en",
  [before, comma, or, after]: [string, string, string, string],
): string | undefined {
  const grades = Object.keys(gradeTexts) as TrustGrade[]
  const words = grades.flatMap((grade) =>
    accepted.includes(grade) ? [gradeTexts[grade].asked[key]] : [],
  )
  const last = words.pop()
  if (last === undefined || words.length + 1 === grades.length) return undefined
  return before + (words.length === 0 ? last : words.join(comma) + or + last) + after
}

const unitOf = ({ count, unit }: NonNullable<AskedFacts["issuedWithin"]>): string =>
  count === 1 ? unit : `${unit}s`

const keyOf = (language: Language): "zh" | "en" => (language === "en" ? "en" : "zh")
