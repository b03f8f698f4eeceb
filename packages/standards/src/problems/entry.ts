/** Text of one problem in one language: what happened, and what is kept or comes next. */
export interface ProblemText {
  title: string
  next: string
}

export interface ProblemEntry {
  status: number
  zh: ProblemText
  en: ProblemText
}

/** An entry as `[title, next]` in each language. */
export const entry = (
  status: number,
  zh: [string, string],
  en: [string, string],
): ProblemEntry => ({
  status,
  zh: { title: zh[0], next: zh[1] },
  en: { title: en[0], next: en[1] },
})

/**
 * No answer at all. The one problem whose text a page carries itself: every other comes with its
 * answer, in the language that the page asked for.
 */
export const unavailable = entry(
  503,
  ["系统暂时打不开，不是您的问题", "已填内容还在。请过一会儿再试。"],
  [
    "The service is away for now; it is not your fault",
    "What you filled in is kept. Try again in a while.",
  ],
)
