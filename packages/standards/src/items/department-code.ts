import { checkUnifiedSocialCreditCode } from "../identifiers/credit-code.ts"
import { normalizeIdentifier } from "../identifiers/normalize.ts"
import type { NormalizationChange } from "../identifiers/normalize.ts"
import { checkOrganizationCode } from "../identifiers/organization-code.ts"
import type { Refusal } from "../identifiers/refusal.ts"
import type { SchemeValue } from "../nouns/values.ts"

/** What a department's code is by the national standards. */
export type NationalCode =
  | {
      ok: true
      /** `uscc` (GB 32100-2015) or `orgcode` (GB 11714-1997), in its normal form. */
      code: SchemeValue
      /** How it was written otherwise. */
      changes: readonly NormalizationChange[]
    }
  | Refusal

/**
 * Reads what a table holds as its department's code (部门编码): a unified social credit code, or where it
 * has 9 characters an organisation code. Case, width and hyphens are normalised and told; a code that
 * fails its check is refused with its place, as it could be anybody's.
 */
export function nationalCodeOf(written: string): NationalCode {
  const normal = normalizeIdentifier(written)
  if (!normal.ok) return normal
  const { value, changes } = normal
  const [scheme, check] =
    value.length === 9
      ? (["orgcode", checkOrganizationCode] as const)
      : (["uscc", checkUnifiedSocialCreditCode] as const)
  const checked = check(value)
  return checked.ok ? { ok: true, code: { scheme, value }, changes } : checked
}
