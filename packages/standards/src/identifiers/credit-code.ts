import * as z from "zod/mini"
import { creditAlphabet, creditCheck, organizationCheck } from "./check-digits.ts"
import { ok, outsider } from "./refusal.ts"
import type { Checked } from "./refusal.ts"

/**
 * Checks a unified social credit code (统一社会信用代码), 18 characters, GB 32100-2015: its alphabet,
 * its own check character, and that of the organisation code (GB 11714-1997) in its places 9 to 17.
 *
 * Nothing is normalised: lower case is refused. Every single wrong character is noticed.
 */
export function checkUnifiedSocialCreditCode(value: unknown): Checked {
  if (typeof value !== "string") return { ok: false, rule: "text" }
  if (value.length !== 18) return { ok: false, rule: "length", expected: "18" }
  const wrong = outsider(value, creditAlphabet)
  if (wrong >= 0) return { ok: false, rule: "alphabet", at: wrong + 1 }
  const expected = creditCheck(value)
  if (value.charAt(17) !== expected) return { ok: false, rule: "check", at: 18, expected }
  const within = organizationCheck(value, 8)
  return value.charAt(16) === within
    ? ok
    : { ok: false, rule: "organizationCheck", at: 17, expected: within }
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
