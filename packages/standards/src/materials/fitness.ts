import type { Requirement, TrustGrade } from "../contract/items.ts"
import { formatDay } from "../text/day.ts"
import type { Language } from "../text/language.ts"

/** What the rules look at in a held paper. */
export interface HeldFacts {
  licenceType: string
  grade: TrustGrade
  status: "ISSUED" | "ABOLISHED"
  /** `YYYY-MM-DD`; without it, valid from the day of issue. */
  validFrom?: string
  /** `YYYY-MM-DD`, the last valid day; without it, valid for good. */
  validTo?: string
}

/** Why a paper does not fit. */
export interface UnfitReason {
  rule: "type" | "abolished" | "notYetValid" | "expired" | "grade"
  params: Record<string, string>
}

/** Whether a paper fits a requirement, and if not, every reason. */
export type MaterialFitness = { fits: true } | { fits: false; reasons: readonly UnfitReason[] }

interface Rule {
  rule: UnfitReason["rule"]
  broken(
    requirement: Pick<Requirement, "licenceType" | "acceptedGrades">,
    held: HeldFacts,
    day: string,
  ): Record<string, string> | undefined
}

/** 国办函〔2016〕108号 for the grades; status and validity as the licence's metadata say (GB/T 36903-2018). */
const rules: readonly Rule[] = [
  {
    rule: "type",
    broken: ({ licenceType }, held) =>
      licenceType === undefined || licenceType === held.licenceType ? undefined : {},
  },
  { rule: "abolished", broken: (_, held) => (held.status === "ABOLISHED" ? {} : undefined) },
  {
    rule: "notYetValid",
    broken: (_, { validFrom }, day) =>
      validFrom !== undefined && validFrom > day ? { from: validFrom } : undefined,
  },
  {
    rule: "expired",
    broken: (_, { validTo }, day) =>
      validTo !== undefined && validTo < day ? { on: validTo } : undefined,
  },
  {
    rule: "grade",
    broken: ({ acceptedGrades }, { grade }) =>
      acceptedGrades.includes(grade) ? undefined : { grade },
  },
]

/**
 * Whether a held paper fits a requirement on a day, and where not, every reason.
 *
 * @param day - the legal day, `YYYY-MM-DD` in Asia/Shanghai; the last day of validity still counts
 */
export function materialFitness(
  requirement: Pick<Requirement, "licenceType" | "acceptedGrades">,
  held: HeldFacts,
  day: string,
): MaterialFitness {
  const reasons = rules.flatMap(({ rule, broken }) => {
    const params = broken(requirement, held, day)
    return params === undefined ? [] : [{ rule, params }]
  })
  return reasons.length === 0 ? { fits: true } : { fits: false, reasons }
}

/** Which fields of a held paper a requirement uses; none means the whole paper, as of an upload. */
export const fieldsUsed = (
  { fields }: Pick<Requirement, "fields">,
  held: { fields: readonly string[] },
): string[] => fields.filter((field) => held.fields.includes(field))

/** A grade in the words that people see; the letter is never shown (国办函〔2016〕108号). */
export function gradeWords(grade: TrustGrade, language: Language): string {
  return gradeTexts[grade][language === "en" ? "en" : "zh"]
}

const gradeTexts: Record<TrustGrade, { zh: string; en: string }> = {
  A: { zh: "政府签发，可直接用", en: "Issued by government, ready to use" },
  B: { zh: "窗口核对过原件", en: "Original checked at a counter" },
  C: { zh: "您上传的，窗口还要看原件", en: "Uploaded by you; the counter will want the original" },
  D: { zh: "您填写并负责", en: "Written by you, on your own word" },
}

/** A reason and its remedy in words. A rule that this version doesn't know gets a general answer. */
export function fitnessWords(
  reason: { rule: string; params: Record<string, string> },
  language: Language,
  today?: string,
): { reason: string; remedy: string } {
  const day = (name: string) => formatDay(reason.params[name] ?? "", language, today)
  const zh = language === "zh-CN"
  switch (reason.rule) {
    case "type":
      return zh
        ? { reason: "不是这次要的材料", remedy: "请选别的一份" }
        : { reason: "Not the kind of paper asked for", remedy: "Choose another one" }
    case "abolished":
      return zh
        ? { reason: "签发单位已废止", remedy: "请用最新的一份" }
        : { reason: "Withdrawn by its issuer", remedy: "Use the newest one" }
    case "notYetValid":
      return zh
        ? { reason: `${day("from")}才生效`, remedy: "到那天再用" }
        : { reason: `Valid from ${day("from")}`, remedy: "Use it from that day on" }
    case "expired":
      return zh
        ? { reason: `${day("on")}过期`, remedy: "请向签发单位换发" }
        : { reason: `Expired on ${day("on")}`, remedy: "Have it renewed by its issuer" }
    case "grade":
      return zh
        ? { reason: "这次要更可靠的一份", remedy: "请用政府签发的，或到窗口核对原件" }
        : {
            reason: "A more certain copy is needed",
            remedy: "Use one issued by government, or have the original checked",
          }
    default:
      return zh
        ? { reason: "这次不能用", remedy: "请问办理部门" }
        : { reason: "Cannot be used this time", remedy: "Ask the department" }
  }
}
