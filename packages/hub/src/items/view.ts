import { catalogueOf } from "@tongban/standards"
import type { ItemSummary, ServiceItem } from "@tongban/standards"
import type { Item } from "../registry/schema.ts"
import type { Registry } from "../registry/registry.ts"

/** An item as everybody sees it: what its papers are used for is said where they are asked for. */
export function viewItem(registry: Registry, item: Item): ServiceItem {
  const { department, purpose: _purpose, basis: _basis, ...shown } = item
  const catalogue = catalogueOf(item)
  return { ...shown, ...(catalogue && { catalogue }), department: registry.department(department) }
}

/** What tells an item from others. */
export function summaryOf(registry: Registry, item: Item, jurisdiction: string): ItemSummary {
  const { code, version, name, shortName, type, level } = item
  const catalogue = catalogueOf(item)
  return {
    code,
    version,
    name,
    shortName,
    ...(type !== undefined && { type }),
    ...(level !== undefined && { level }),
    ...(catalogue && { catalogue }),
    department: registry.department(item.department),
    jurisdiction,
  }
}
