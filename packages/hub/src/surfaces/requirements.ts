import { fittingTypes } from "@tongban/standards"
import type { Requirement } from "@tongban/standards"
import { Problem } from "../http/problem.ts"
import type { Item } from "../registry/schema.ts"

/** A requirement that the surface was opened for. @throws {Problem} `requirement_unknown` */
export function requirementOf(item: Item, opened: readonly string[], key: string): Requirement {
  const requirement = opened.includes(key)
    ? item.requirements.find((each) => each.key === key)
    : undefined
  if (requirement === undefined) throw new Problem("requirement_unknown", { requirements: [key] })
  return requirement
}

/**
 * The type that fits a requirement. Where the guide names none, as for what the applicant makes, it is
 * the requirement's own: what was uploaded for it fits nothing else.
 */
export const paperTypeOf = (item: Item, { key, licenceType }: Requirement): string =>
  licenceType ?? `${item.code}/${key}`

/** Every type that fits a requirement, its own first. */
export const paperTypesOf = (item: Item, requirement: Requirement): string[] => [
  paperTypeOf(item, requirement),
  ...fittingTypes(requirement).slice(1),
]
