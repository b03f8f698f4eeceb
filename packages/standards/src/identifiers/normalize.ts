import type { Refusal } from "./refusal.ts"

/** How an identifier may be written without being another one. */
export interface NormalizationChange {
  /** Full-width became half-width, lower case upper case; a space, hyphen or country code was left out. */
  change: "halfWidth" | "upperCase" | "space" | "hyphen" | "countryCode"
  /** The place in what was given, counted from 1 in UTF-16 units. */
  at: number
}

/** An identifier in its normal form, and what was changed to come there: nothing where it had it. */
export type Normalized =
  { ok: true; value: string; changes: readonly NormalizationChange[] } | Refusal

/** Longest text that is looked at, in UTF-16 units. */
const longest = 200

const spaces = " \t\u00a0\u3000"
const hyphens = "-\u2010\u2011\u2012\u2013\u2014\u2212"

/**
 * Offers the normal form of an identifier: half-width, upper case, without spaces or hyphens. Nothing
 * else is touched and nothing is checked; the checks themselves never normalise. Show what was changed,
 * and keep what was given.
 *
 * Not for local item codes, whose hyphens belong to them.
 *
 * @returns a refusal (`text`, `tooLong`) for what is no text or longer than 200 characters
 */
export function normalizeIdentifier(value: unknown): Normalized {
  if (typeof value !== "string") return { ok: false, rule: "text" }
  if (value.length > longest) return { ok: false, rule: "tooLong", expected: String(longest) }
  const changes: NormalizationChange[] = []
  let normal = ""
  for (let i = 0; i < value.length; i++) {
    const at = i + 1
    const given = value.charAt(i)
    if (spaces.includes(given)) {
      changes.push({ change: "space", at })
      continue
    }
    const half = halfWidth(given)
    if (half !== given) changes.push({ change: "halfWidth", at })
    if (hyphens.includes(half)) {
      changes.push({ change: "hyphen", at })
      continue
    }
    const upper = half >= "a" && half <= "z" ? half.toUpperCase() : half
    if (upper !== half) changes.push({ change: "upperCase", at })
    normal += upper
  }
  return { ok: true, value: normal, changes }
}

/** As `normalizeIdentifier`, and without a country code of China before it (`+86`, `0086`). */
export function normalizeMobileNumber(value: unknown): Normalized {
  const normalized = normalizeIdentifier(value)
  if (!normalized.ok) return normalized
  const code = ["+86", "0086"].find((each) => normalized.value.startsWith(each))
  if (code === undefined) return normalized
  return {
    ok: true,
    value: normalized.value.slice(code.length),
    changes: [...normalized.changes, { change: "countryCode", at: 1 }],
  }
}

/** The half-width forms block holds ASCII from `!` to `~` at U+FF01 (Unicode, Halfwidth and Fullwidth Forms). */
function halfWidth(character: string): string {
  const code = character.charCodeAt(0)
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : character
}
