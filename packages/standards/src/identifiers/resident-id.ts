import * as z from "zod/mini"
import { ok } from "./refusal.ts"
import type { Checked } from "./refusal.ts"

/** GB 11643-1999, table of weights (ISO 7064 MOD 11-2). */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const checkCharacters = "10X98765432"

/**
 * Checks a resident identity number (公民身份号码), 18 characters, GB 11643-1999: digits, area not
 * beginning with 0 or 9, a birth date that exists and has come, and the check character.
 *
 * Nothing is normalised: a lower-case x is refused, with X expected.
 *
 * @param today - the legal day in Asia/Shanghai, `YYYY-MM-DD`; a later birth date is refused
 */
export function checkResidentIdNumber(value: unknown, today: string): Checked {
  if (typeof value !== "string") return { ok: false, rule: "text" }
  if (value.length !== 18) return { ok: false, rule: "length", expected: "18" }
  for (let i = 0; i < 17; i++) {
    const digit = value.charCodeAt(i)
    if (digit < 48 || digit > 57) return { ok: false, rule: "digit", at: i + 1 }
  }
  const first = value.charAt(0)
  // 9 begins a foreigner's permanent residence number (2023 card); no area begins with 0.
  if (first === "0" || first === "9") return { ok: false, rule: "area", at: 1 }

  const birth = `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`
  if (!isDay(birth)) return { ok: false, rule: "birthDate", at: 7 }
  if (birth > today) return { ok: false, rule: "birthDateInFuture", at: 7 }

  const sum = weights.reduce((total, weight, i) => total + weight * (value.charCodeAt(i) - 48), 0)
  const expected = checkCharacters.charAt(sum % 11)
  return value.charAt(17) === expected ? ok : { ok: false, rule: "check", at: 18, expected }
}

/** A number of the right form; `checkResidentIdNumber` also says why not, and looks at today. */
export const ResidentIdNumber = z
  .string()
  .check(
    z.maxLength(18),
    z.refine((value) => checkResidentIdNumber(value, "9999-12-31").ok, {
      error: "is not a resident identity number (GB 11643-1999)",
    }),
  )
  .brand<"ResidentIdNumber">()
export type ResidentIdNumber = z.infer<typeof ResidentIdNumber>

/** Whether a day exists: no 30 February, no month 13. */
function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day)
}
