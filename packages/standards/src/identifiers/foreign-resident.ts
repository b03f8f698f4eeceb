import * as z from "zod/mini"
import { anyDay, checkBirthDate } from "./birth.ts"
import { residentCheck } from "./check-digits.ts"
import { isProvince } from "./provinces.ts"
import { nonDigit, ok, outsider } from "./refusal.ts"
import type { Checked } from "./refusal.ts"

/**
 * Checks the number of a foreigner's permanent residence card of 2023 (外国人永久居留身份证号码), 18
 * characters: 9, province 2, country 3 (ISO 3166-1 numeric), birth date 8, serial 3, check character
 * (ISO 7064 MOD 11-2). 国家移民管理局, cards from 2023-12-01; the split is read from the public specimen.
 *
 * The country is not looked up: only 000 is refused. Every single wrong character is noticed.
 *
 * @param today - the legal day in Asia/Shanghai, `YYYY-MM-DD`; a later birth date is refused
 */
export function checkForeignPermanentResidentNumber(value: unknown, today: string): Checked {
  if (typeof value !== "string") return { ok: false, rule: "text" }
  if (value.length !== 18) return { ok: false, rule: "length", expected: "18" }
  const wrong = nonDigit(value, 0, 17)
  if (wrong >= 0) return { ok: false, rule: "digit", at: wrong + 1 }
  if (!value.startsWith("9")) return { ok: false, rule: "prefix", at: 1, expected: "9" }
  if (!isProvince(value.slice(1, 3))) return { ok: false, rule: "province", at: 2 }
  if (value.slice(3, 6) === "000") return { ok: false, rule: "country", at: 4 }
  const birth = checkBirthDate(value, today)
  if (!birth.ok) return birth
  const expected = residentCheck(value)
  return value.charAt(17) === expected ? ok : { ok: false, rule: "check", at: 18, expected }
}

/** A number of the right form; `checkForeignPermanentResidentNumber` also says why not, and looks at today. */
export const ForeignPermanentResidentNumber = z
  .string()
  .check(
    z.maxLength(18),
    z.refine((value) => checkForeignPermanentResidentNumber(value, anyDay).ok, {
      error: "is not a foreign permanent resident's number (2023 card)",
    }),
  )
  .brand<"ForeignPermanentResidentNumber">()
export type ForeignPermanentResidentNumber = z.infer<typeof ForeignPermanentResidentNumber>

/**
 * Checks the number of a foreigner's permanent residence card of 2017, 15 characters: country 3 (ISO
 * 3166-1 alpha-3), then 12 digits. Still valid until the card ends. Form only: no rule of its check
 * digit is published, so a slip within the digits goes unnoticed.
 */
export function checkFormerForeignPermanentResidentNumber(value: unknown): Checked {
  if (typeof value !== "string") return { ok: false, rule: "text" }
  if (value.length !== 15) return { ok: false, rule: "length", expected: "15" }
  const letter = outsider(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", 0, 3)
  if (letter >= 0) return { ok: false, rule: "letter", at: letter + 1 }
  const wrong = nonDigit(value, 3)
  return wrong >= 0 ? { ok: false, rule: "digit", at: wrong + 1 } : ok
}

/** A number of the form of 2017. */
export const FormerForeignPermanentResidentNumber = z
  .string()
  .check(
    z.maxLength(15),
    z.refine((value) => checkFormerForeignPermanentResidentNumber(value).ok, {
      error: "is not a foreign permanent resident's number (2017 card)",
    }),
  )
  .brand<"FormerForeignPermanentResidentNumber">()
export type FormerForeignPermanentResidentNumber = z.infer<
  typeof FormerForeignPermanentResidentNumber
>
