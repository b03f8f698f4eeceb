import { legalDayOf } from "@tongban/standards"
import type { TrustGrade } from "@tongban/standards"

/** What a watermark says, and the id by which the use of the paper is found again. */
export interface Watermark {
  /** The beginning of the access entry's hash: the owner's signed word names it too. */
  id: string
  lines: readonly string[]
}

/** What a watermark is made of: the hub's signed word for one use. */
export interface MarkedUse {
  /** The department that gives the paper out, by name. */
  provider: string
  /** The department that it is given to, by name. */
  recipient: string
  purpose: string
  grade: TrustGrade
  /** The last day of the paper itself, where it has one. */
  validTo?: string | undefined
  /** The access entry's hash. */
  acc: string
}

/** The length of a watermark's id: what a person can still read out. */
const idLength = 12

/**
 * What each grade of trust says of the paper. A: provider, purpose and validity; B: also that it was
 * checked against the original (国办函〔2016〕108号); of C and D what the grade itself means.
 */
const gradeWords: Readonly<Record<TrustGrade, string>> = {
  A: "",
  B: "，已与原件核对",
  C: "，申请人上传，用前须核对原件",
  D: "，申请人自备，未经核对",
}

export const watermarkId = (acc: string): string => acc.slice(0, idLength)

/** The words of a watermark (加注): who gave the paper out, to whom, for what, when; and where that stands. */
export function watermarkOf(
  { provider, recipient, purpose, grade, validTo, acc }: MarkedUse,
  now: Date,
): Watermark {
  const id = watermarkId(acc)
  const validity = validTo === undefined ? "" : `，证照有效期至${validTo}`
  return {
    id,
    lines: [
      `${provider}提供${gradeWords[grade]}`,
      `仅供${recipient}${purpose}使用`,
      `${legalDayOf(now)}交付，当次有效${validity}`,
      `使用记录 ${id}`,
    ].map(printable),
  }
}

/** Names come from registers: what would break a line, or reorder it, is left out. */
const printable = (line: string): string => line.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "")
