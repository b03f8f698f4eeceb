import * as z from "zod/mini"
import { alphabet36, organizationCheck } from "./check-digits.ts"
import { ok, outsider } from "./refusal.ts"
import type { Checked } from "./refusal.ts"

/**
 * Checks an organisation code (组织机构代码), GB 11714-1997: 8 digits or capital letters and a check
 * character, with or without the hyphen before it (9 or 10 characters). Replaced by the unified social
 * credit code in 2015, whose places 9 to 17 it is; old tables still hold it.
 *
 * Every single wrong digit is noticed. A letter in its place is not where the two differ by 11, 22 or
 * 33 (0 and B, 1 and C ...): characters count to 35, the check only modulo 11.
 */
export function checkOrganizationCode(value: unknown): Checked {
  if (typeof value !== "string") return { ok: false, rule: "text" }
  if (value.length !== 9 && value.length !== 10) return { ok: false, rule: "length", expected: "9" }
  const wrong = outsider(value, alphabet36, 0, 8)
  if (wrong >= 0) return { ok: false, rule: "alphabet", at: wrong + 1 }
  if (value.length === 10 && value.charAt(8) !== "-")
    return { ok: false, rule: "hyphen", at: 9, expected: "-" }
  const expected = organizationCheck(value)
  return value.endsWith(expected) ? ok : { ok: false, rule: "check", at: value.length, expected }
}

/** A code that passes its check, in either form; `checkOrganizationCode` also says why not. */
export const OrganizationCode = z
  .string()
  .check(
    z.maxLength(10),
    z.refine((value) => checkOrganizationCode(value).ok, {
      error: "is not an organisation code (GB 11714-1997)",
    }),
  )
  .brand<"OrganizationCode">()
export type OrganizationCode = z.infer<typeof OrganizationCode>
