import type { TrustGrade } from "../nouns/paper.ts"

/** What a watermark (加注) is made of: one use of one paper. */
export interface WatermarkFacts {
  /** The department that gives the paper out, by name. */
  provider: string
  /** The department that it is given to, by name. */
  recipient: string
  purpose: string
  grade: TrustGrade
  /** The legal day on which it is given out, `YYYY-MM-DD`. */
  deliveredOn: string
  /** The last day of the paper itself, where it has one. */
  validTo?: string | undefined
}

/** One thing that a watermark says. */
export type WatermarkPart =
  "provider" | "checkedAgainstOriginal" | "originalToBeSeen" | "userVouches" | "purpose" | "expiry"

/**
 * What the watermark of each grade has to say, line by line (国办函〔2016〕108号). A: provider, purpose
 * limit and expiry; B: checked against the original, purpose limit; C: staff must see the original before
 * use; D: the user vouches. The rest stands everywhere, as a copy must not serve another purpose or day.
 */
export const watermarkParts: Readonly<Record<TrustGrade, readonly (readonly WatermarkPart[])[]>> = {
  A: [["provider"], ["purpose"], ["expiry"]],
  B: [["provider", "checkedAgainstOriginal"], ["purpose"], ["expiry"]],
  C: [["provider", "originalToBeSeen"], ["purpose"], ["expiry"]],
  D: [["provider", "userVouches"], ["purpose"], ["expiry"]],
}

/** A mark stays in the language of the papers: it is no interface. */
const partTexts: Readonly<Record<WatermarkPart, (facts: WatermarkFacts) => string>> = {
  provider: ({ provider }) => `${provider}提供`,
  checkedAgainstOriginal: () => "已与原件核对",
  originalToBeSeen: () => "申请人上传，用前须核对原件",
  userVouches: () => "申请人自备并负责，未经核对",
  purpose: ({ recipient, purpose }) => `仅供${recipient}${purpose}使用`,
  expiry: ({ deliveredOn, validTo }) =>
    `${deliveredOn}交付，当次有效${validTo === undefined ? "" : `，证照有效期至${validTo}`}`,
}

/** The words of a watermark, line by line, as the paper's grade demands them. */
export const watermarkLines = (facts: WatermarkFacts): string[] =>
  watermarkParts[facts.grade].map((line) => line.map((part) => partTexts[part](facts)).join("，"))
