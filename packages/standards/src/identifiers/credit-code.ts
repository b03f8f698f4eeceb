import * as z from "zod/mini"
import { ok } from "./refusal.ts"
import type { Checked } from "./refusal.ts"

/** GB 32100-2015: digits and capital letters without I, O, S, V, Z. */
const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
/** GB 32100-2015: 3 to the power of i, modulo 31. */
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const
/** GB 11714-1997. */
const organizationWeights = [3, 7, 9, 10, 5, 8, 4, 2] as const

/**
 * Checks a unified social credit code (统一社会信用代码), 18 characters, GB 32100-2015: its alphabet,
 * its own check character, and that of the organisation code (GB 11714-1997) in its places 9 to 17.
 *
 * Nothing is normalised: lower case is refused.
 */
export function checkUnifiedSocialCreditCode(value: unknown): Checked {
  if (typeof value !== "string") return { ok: false, rule: "text" }
  if (value.length !== 18) return { ok: false, rule: "length", expected: "18" }
  for (let i = 0; i < 18; i++) {
    if (!alphabet.includes(value.charAt(i))) return { ok: false, rule: "alphabet", at: i + 1 }
  }
  const sum = weights.reduce(
    (total, weight, i) => total + weight * alphabet.indexOf(value.charAt(i)),
    0,
  )
  const expected = alphabet.charAt((31 - (sum % 31)) % 31)
  if (value.charAt(17) !== expected) return { ok: false, rule: "check", at: 18, expected }
  return checkOrganization(value.slice(8, 17))
}

/** The check of the organisation code within: place 17 of the credit code. */
function checkOrganization(code: string): Checked {
  // GB 11714 counts 0-9 and A-Z as 0 to 35.
  const sum = organizationWeights.reduce(
    (total, weight, i) => total + weight * Number.parseInt(code.charAt(i), 36),
    0,
  )
  const check = 11 - (sum % 11)
  const expected = check === 10 ? "X" : check === 11 ? "0" : String(check)
  return code.charAt(8) === expected
    ? ok
    : { ok: false, rule: "organizationCheck", at: 17, expected }
}

/** A code that passes both checks; `checkUnifiedSocialCreditCode` also says why not. */
export const UnifiedSocialCreditCode = z
  .string()
  .check(
    z.maxLength(18),
    z.refine((value) => checkUnifiedSocialCreditCode(value).ok, {
      error: "is not a unified social credit code (GB 32100-2015)",
    }),
  )
  .brand<"UnifiedSocialCreditCode">()
export type UnifiedSocialCreditCode = z.infer<typeof UnifiedSocialCreditCode>
