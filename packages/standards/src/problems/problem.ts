import { problems } from "./catalogue.ts"
import type { ProblemCode } from "./catalogue.ts"
import { tellEntry } from "./entry.ts"
import type { ProblemText } from "./entry.ts"
import type { Language } from "../text/language.ts"

/** A refusal on the wire: RFC 9457 with the catalogue's code and params. */
export interface ProblemBody {
  type: string
  title: string
  status: number
  /** What is kept, and what the reader can do next. */
  detail: string
  code: string
  params: Readonly<Record<string, unknown>>
  requestId: string
}

/** The body of a problem's answer. */
export function problemOf(
  code: ProblemCode,
  params: Readonly<Record<string, unknown>>,
  language: Language,
  requestId: string,
): ProblemBody {
  const { title, next } = problemText(code, language)
  const { status } = problems[code]
  return {
    type: `urn:tongban:problem:${code}`,
    title,
    status,
    detail: next,
    code,
    params,
    requestId,
  }
}

/** A problem in words. A code that this version doesn't know is told as `internal`. */
export function problemText(code: string, language: Language): ProblemText {
  return tellEntry(isProblemCode(code) ? problems[code] : problems.internal, language)
}

/** Whether a code is one of the catalogue's: a newer hub may send others. */
export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(problems, code)

/** The problems that any operation may answer. */
export const commonProblems = [
  "unauthenticated",
  "forbidden",
  "invalid_request",
  "too_large",
  "rate_limited",
  "internal",
  "unavailable",
] as const satisfies readonly ProblemCode[]
