import type { PickedItem } from "@tongban/standards"

/** The form value (protocol M8): handles and nothing that tells what the papers are. */
export const formValueOf = (items: readonly PickedItem[]): string | null =>
  items.length === 0 ? null : JSON.stringify({ v: 1, items }, told)

const told = ["v", "items", "requirement", "kind", "handle"]

const kinds = /^(held|upload|undertaking)$/
const handle = /^tbh1_[\w-]{43}$/

/** The picked items in a restored form value; what is not one is left out. */
export function itemsOf(value: unknown): PickedItem[] {
  if (typeof value !== "string") return []
  let parsed: unknown
  try {
    parsed = JSON.parse(value)
  } catch {
    // Another version's value, or somebody's edit: nothing is restored.
    return []
  }
  const { v, items } = Object(parsed) as Record<string, unknown>
  return v === 1 && Array.isArray(items) ? items.filter(isPicked) : []
}

export function isPicked(value: unknown): value is PickedItem {
  const { requirement, kind, handle: given } = Object(value) as Record<string, unknown>
  return (
    typeof requirement === "string" && kinds.test(kind as string) && handle.test(given as string)
  )
}
