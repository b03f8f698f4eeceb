import type { Language } from "../text/language.ts"
import { filledIn } from "./kept.ts"

/** One problem in one language, in three parts; each is a sentence, the first without its full stop. */
export interface ProblemWords {
  /** What happened, and where it is so, that it is not the reader's fault. */
  cause: string
  /** What is kept, or was not done. */
  kept: string
  /** What the reader can do next. */
  next: string
}

/** A problem of the catalogue: its HTTP status and its words in both languages. */
export interface ProblemEntry {
  status: number
  zh: ProblemWords
  en: ProblemWords
}

/** An entry: what is kept in both languages, and `[cause, next]` in each. */
export const entry = (
  status: number,
  kept: { zh: string; en: string },
  zh: [string, string],
  en: [string, string],
): ProblemEntry => ({
  status,
  zh: { cause: zh[0], kept: kept.zh, next: zh[1] },
  en: { cause: en[0], kept: kept.en, next: en[1] },
})

/**
 * No answer at all. The one problem whose text a page carries itself: every other comes with its
 * answer, in the language that the page asked for.
 */
export const unavailable = entry(
  503,
  filledIn,
  ["系统暂时打不开，不是您的问题", "请过一会儿再试。"],
  ["The service is away for now; it is not your fault", "Try again in a while."],
)

/** A problem as a page tells it: what happened; then what is kept and what comes next. */
export interface ProblemText {
  title: string
  next: string
}

/** The words of an entry, told in two parts. */
export function tellEntry({ zh, en }: ProblemEntry, language: Language): ProblemText {
  const { cause, kept, next } = language === "en" ? en : zh
  return { title: cause, next: kept + (language === "en" ? " " : "") + next }
}
