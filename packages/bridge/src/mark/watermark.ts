import { legalDayOf, watermarkLines } from "@tongban/standards"
import type { WatermarkFacts } from "@tongban/standards"

/** What a watermark says, and the id by which the use of the paper is found again. */
export interface Watermark {
  /** The beginning of the access entry's hash: the owner's signed word names it too. */
  id: string
  lines: readonly string[]
}

/** What a watermark is made of: the hub's signed word for one use. */
export interface MarkedUse extends Omit<WatermarkFacts, "deliveredOn"> {
  /** The access entry's hash. */
  acc: string
}

/** The length of a watermark's id: what a person can still read out. */
const idLength = 12

export const watermarkId = (acc: string): string => acc.slice(0, idLength)

/** The words of a watermark (加注): who gave the paper out, to whom, for what, when; and where that stands. */
export function watermarkOf({ acc, ...use }: MarkedUse, now: Date): Watermark {
  const id = watermarkId(acc)
  const lines = watermarkLines({ ...use, deliveredOn: legalDayOf(now) })
  return { id, lines: [...lines, `使用记录 ${id}`].map(printable) }
}

/** Names come from registers: what would break a line, or reorder it, is left out. */
const printable = (line: string): string => line.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "")
