import * as z from "zod/mini"
import { nonDigit, ok } from "./refusal.ts"
import type { Checked } from "./refusal.ts"

const lengths = [6, 9, 12]

/**
 * Checks the form of a region's code (行政区划代码): 6 digits down to the county (GB/T 2260), 9 to the
 * township (GB/T 10114), 12 to the village (statistical code); 0 and 9 begin none. There is no check
 * digit, so most slips go unnoticed.
 */
export function checkRegionCode(value: unknown): Checked {
  if (typeof value !== "string") return { ok: false, rule: "text" }
  if (!lengths.includes(value.length)) return { ok: false, rule: "length", expected: "6" }
  const wrong = nonDigit(value)
  if (wrong >= 0) return { ok: false, rule: "digit", at: wrong + 1 }
  const first = value.charAt(0)
  return first === "0" || first === "9" ? { ok: false, rule: "area", at: 1 } : ok
}

/** A code of 6, 9 or 12 digits; `checkRegionCode` also says why not. */
export const RegionCode = z
  .string()
  .check(
    z.maxLength(12),
    z.refine((value) => checkRegionCode(value).ok, {
      error: "is not a region's code of 6, 9 or 12 digits (GB/T 2260)",
    }),
  )
  .brand<"RegionCode">()
export type RegionCode = z.infer<typeof RegionCode>
