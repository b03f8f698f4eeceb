import type { ProblemCode } from "@tongban/standards"

/** What a problem names: short strings, or lists of them. Never personal data. */
export type ProblemParams = Readonly<Record<string, unknown>>

/** A refusal that the contract knows. Its text is added when it is sent. */
export class Problem extends Error {
  override readonly name = "Problem"
  readonly code: ProblemCode
  readonly params: ProblemParams

  constructor(code: ProblemCode, params: ProblemParams = {}) {
    super(code)
    this.code = code
    this.params = params
  }
}
