/** Why an identifier is refused: the rule, and where it can be said, the place and what should stand there. */
export interface Refusal {
  ok: false
  /** A code of this check, such as `length`, `alphabet`, `check`. */
  rule: string
  /** The place, counted from 1. */
  at?: number
  /** What should stand there. */
  expected?: string
}

/** What the check of an identifier says: good, or the place and the rule that it breaks. */
export type Checked = { ok: true } | Refusal

export const ok: Checked = { ok: true }
