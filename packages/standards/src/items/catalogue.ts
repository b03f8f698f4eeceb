import { parseItemCode } from "../identifiers/item-code.ts"
import type { ServiceItem } from "../nouns/item.ts"
import type { SchemeValue } from "../nouns/values.ts"

/**
 * The code that an item shares with the same item of other places: what it says itself, else the basic code
 * (基本编码) within its 实施编码 (GB/T 39554.1-2020, places 20 to 31). A local code that says none has none.
 */
export function catalogueOf({
  code,
  catalogue,
}: Pick<ServiceItem, "code" | "catalogue">): SchemeValue | undefined {
  if (catalogue !== undefined) return catalogue
  const parsed = parseItemCode(code)
  return parsed.ok ? { scheme: "gbt39554-basic", value: parsed.parts.basic } : undefined
}
