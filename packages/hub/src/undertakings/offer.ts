import { legalDayOf, undertakingDate, undertakingWords } from "@tongban/standards"
import type { CaseDate, Requirement } from "@tongban/standards"
import type { Registry } from "../registry/registry.ts"
import type { Item } from "../registry/schema.ts"

/** By when a paper may follow, if that is promised now, and why by then; undefined where the item lets none. */
export function followingDate(
  { calendar }: Pick<Registry, "calendar">,
  { limits }: Pick<Item, "limits">,
  { necessity, followsWithin }: Requirement,
  at: Date,
): CaseDate | undefined {
  if (necessity !== "mayFollow") return undefined
  return undertakingDate({ within: followsWithin, item: limits, on: legalDayOf(at), calendar })
}

/** What of an item may follow, as its guide says it today. */
export const mayFollow = (registry: Pick<Registry, "calendar">, item: Item, at: Date) =>
  item.requirements.flatMap((requirement) => {
    const dueOn = followingDate(registry, item, requirement, at)?.due
    if (dueOn === undefined) return []
    const text = undertakingWords.mayFollow(dueOn, legalDayOf(at))
    return [{ requirement: requirement.key, dueOn, text }]
  })
