import * as z from "zod/mini"
import { checkUnifiedSocialCreditCode } from "./credit-code.ts"
import { nonDigit, ok } from "./refusal.ts"
import type { Checked, Refusal } from "./refusal.ts"

/** The parts of an item code (实施编码). */
export interface ItemCodeParts {
  /** 实施主体的统一社会信用代码, places 1 to 18. */
  body: string
  /** 行使层级, place 19, 1 to 7 (GB/T 39046-2020 A.2). */
  level: string
  /** 基本编码, places 20 to 31, as it stands. */
  basic: string
  /** The first two digits of the province's code, places 20 and 21; 00 for national items [unconfirmed]. */
  area: string
  /** 事项类型, places 22 and 23 (GB/T 39046-2020 A.1). */
  type: string
  /** 主项, places 24 to 28. */
  main: string
  /** 子项, places 29 to 31; 000 where there is none. */
  sub: string
  /** 业务办理项, places 32 and 33, in codes of 33 characters. */
  handling?: string
}

/**
 * Reads the code of a service item (实施编码), ZWFW C0109.1-2018 and GB/T 39554.1-2020: 31 characters,
 * 18 of the body's credit code, 1 level, 12 of the basic code; or 33 with a handling item
 * (业务办理项编码). Local codes (Sichuan's with hyphens, Hubei's 16 digits ...) are refused: they belong
 * into a field of their own.
 *
 * Every single wrong character among the first 18 is noticed. The 13 or 15 behind have no check: there
 * a slip is noticed only where it is no digit or the level does not exist.
 *
 * @returns its parts, or the place and the rule that it breaks
 */
export function parseItemCode(value: unknown): { ok: true; parts: ItemCodeParts } | Refusal {
  if (typeof value !== "string") return { ok: false, rule: "text" }
  if (value.length !== 31 && value.length !== 33)
    return { ok: false, rule: "length", expected: "31" }
  const body = checkUnifiedSocialCreditCode(value.slice(0, 18))
  if (!body.ok) return body
  const wrong = nonDigit(value, 18)
  if (wrong >= 0) return { ok: false, rule: "digit", at: wrong + 1 }
  const level = value.charAt(18)
  if (level < "1" || level > "7") return { ok: false, rule: "level", at: 19 }
  return {
    ok: true,
    parts: {
      body: value.slice(0, 18),
      level,
      basic: value.slice(19, 31),
      area: value.slice(19, 21),
      type: value.slice(21, 23),
      main: value.slice(23, 28),
      sub: value.slice(28, 31),
      ...(value.length === 33 && { handling: value.slice(31) }),
    },
  }
}

/** Checks the code of a service item, as `parseItemCode` reads it. */
export function checkItemCode(value: unknown): Checked {
  const parsed = parseItemCode(value)
  return parsed.ok ? ok : parsed
}

/** A code of 31 or 33 characters; `checkItemCode` also says why not. */
export const ItemCode = z
  .string()
  .check(
    z.maxLength(33),
    z.refine((value) => checkItemCode(value).ok, {
      error: "is not a service item's code of 31 or 33 characters (GB/T 39554.1-2020)",
    }),
  )
  .brand<"ItemCode">()
export type ItemCode = z.infer<typeof ItemCode>
