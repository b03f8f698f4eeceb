/** Why a paper cannot be given its watermark. */
export type UnmarkableRule =
  | "mediaType"
  | "malformed"
  | "encrypted"
  | "attachments"
  | "tooLarge"
  | "tooSmall"
  | "tooManyPages"
  | "tooSlow"

/** A paper that cannot be marked, and so does not go out. */
export class Unmarkable extends Error {
  override readonly name = "Unmarkable"
  readonly rule: UnmarkableRule

  constructor(rule: UnmarkableRule, cause?: unknown) {
    super(rule, { cause })
    this.rule = rule
  }
}
