import * as z from "zod/mini"
import { anyDay, checkBirthDate } from "./birth.ts"
import { residentCheck } from "./check-digits.ts"
import { nonDigit, ok } from "./refusal.ts"
import type { Checked } from "./refusal.ts"

/**
 * Checks a resident identity number (公民身份号码), 18 characters, GB 11643-1999: digits, area not
 * beginning with 0 or 9, a birth date that exists and has come, and the check character. The residence
 * permits of Hong Kong, Macao and Taiwan residents (81, 82, 83) follow the same rule.
 *
 * Nothing is normalised: a lower-case x is refused, with X expected. The area is not looked up, as it is
 * that of the first registration and may be long abolished.
 *
 * Every single wrong character is noticed (ISO 7064 MOD 11-2).
 *
 * @param today - the legal day in Asia/Shanghai, `YYYY-MM-DD`; a later birth date is refused
 */
export function checkResidentIdNumber(value: unknown, today: string): Checked {
  if (typeof value !== "string") return { ok: false, rule: "text" }
  if (value.length !== 18) return { ok: false, rule: "length", expected: "18" }
  const wrong = nonDigit(value, 0, 17)
  if (wrong >= 0) return { ok: false, rule: "digit", at: wrong + 1 }
  // 9 begins a foreigner's permanent residence number (2023 card); no area begins with 0.
  const first = value.charAt(0)
  if (first === "0" || first === "9") return { ok: false, rule: "area", at: 1 }
  const birth = checkBirthDate(value, today)
  if (!birth.ok) return birth
  const expected = residentCheck(value)
  return value.charAt(17) === expected ? ok : { ok: false, rule: "check", at: 18, expected }
}

/** A number of the right form; `checkResidentIdNumber` also says why not, and looks at today. */
export const ResidentIdNumber = z
  .string()
  .check(
    z.maxLength(18),
    z.refine((value) => checkResidentIdNumber(value, anyDay).ok, {
      error: "is not a resident identity number (GB 11643-1999)",
    }),
  )
  .brand<"ResidentIdNumber">()
export type ResidentIdNumber = z.infer<typeof ResidentIdNumber>

/**
 * Checks a resident identity number of the first generation (15 digits, 1984 to 1999): area 6, birth
 * date `YYMMDD`, serial 3. It has no check character, so most slips go unnoticed. Old registers
 * still hold it.
 */
export function checkFormerResidentIdNumber(value: unknown): Checked {
  if (typeof value !== "string") return { ok: false, rule: "text" }
  if (value.length !== 15) return { ok: false, rule: "length", expected: "15" }
  const wrong = nonDigit(value)
  if (wrong >= 0) return { ok: false, rule: "digit", at: wrong + 1 }
  const first = value.charAt(0)
  if (first === "0" || first === "9") return { ok: false, rule: "area", at: 1 }
  return checkBirthDate(inFull(value), anyDay)
}

/** A number of 15 digits of the right form. */
export const FormerResidentIdNumber = z
  .string()
  .check(
    z.maxLength(15),
    z.refine((value) => checkFormerResidentIdNumber(value).ok, {
      error: "is not a resident identity number of 15 digits",
    }),
  )
  .brand<"FormerResidentIdNumber">()
export type FormerResidentIdNumber = z.infer<typeof FormerResidentIdNumber>

/**
 * The number of 18 characters that a person with one of 15 digits has today: `19` before the year, and
 * the check character behind (GB 11643-1999). Right for births from 1900 to 1999; the serials 996 to
 * 999 marked centenarians [unconfirmed] and are to be asked about.
 */
export function residentIdNumberOf(former: FormerResidentIdNumber): ResidentIdNumber {
  const first17 = inFull(former)
  return `${first17}${residentCheck(first17)}` as ResidentIdNumber
}

const inFull = (former: string): string => `${former.slice(0, 6)}19${former.slice(6)}`
