/** Why an identifier is refused: the rule, and where it can be said, the place and what should stand there. */
export interface Refusal {
  ok: false
  /** A code of this check, such as `length`, `alphabet`, `check`; `refusalWords` says it in words. */
  rule: string
  /** The place, counted from 1 in UTF-16 units. */
  at?: number
  /** What should stand there. */
  expected?: string
}

/** What the check of an identifier says: good, or the place and the rule that it breaks. */
export type Checked = { ok: true } | Refusal

export const ok: Checked = { ok: true }

/** The first place from `from` to `to` (counted from 0, `to` left out) whose character is not in the alphabet, or -1. */
export function outsider(value: string, alphabet: string, from = 0, to = value.length): number {
  for (let i = from; i < to; i++) if (!alphabet.includes(value.charAt(i))) return i
  return -1
}

/** The first place from `from` to `to` (counted from 0, `to` left out) that holds no digit, or -1. */
export function nonDigit(value: string, from = 0, to = value.length): number {
  for (let i = from; i < to; i++) {
    const code = value.charCodeAt(i)
    if (code < 48 || code > 57) return i
  }
  return -1
}

export const digits = "0123456789"
