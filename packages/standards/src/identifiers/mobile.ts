import * as z from "zod/mini"
import { nonDigit, ok } from "./refusal.ts"
import type { Checked } from "./refusal.ts"

/**
 * Checks a mobile phone number (手机号码) of mainland China: 11 digits, 1, then 3 to 9, then 9 more; the
 * numbering plan leaves 10 to 12 to short codes. There is no check digit: most slips go unnoticed.
 */
export function checkMobileNumber(value: unknown): Checked {
  if (typeof value !== "string") return { ok: false, rule: "text" }
  if (value.length !== 11) return { ok: false, rule: "length", expected: "11" }
  const wrong = nonDigit(value)
  if (wrong >= 0) return { ok: false, rule: "digit", at: wrong + 1 }
  if (!value.startsWith("1")) return { ok: false, rule: "prefix", at: 1, expected: "1" }
  return value.charAt(1) < "3" ? { ok: false, rule: "numberRange", at: 2 } : ok
}

/** A number of 11 digits without its country's code; `checkMobileNumber` also says why not. */
export const MobileNumber = z
  .string()
  .check(
    z.maxLength(11),
    z.refine((value) => checkMobileNumber(value).ok, {
      error: "is not a mobile phone number of 11 digits",
    }),
  )
  .brand<"MobileNumber">()
export type MobileNumber = z.infer<typeof MobileNumber>
