import * as z from "zod/mini"
import { RequirementKey } from "../nouns/item.ts"
import type { Requirement, ServiceItem } from "../nouns/item.ts"

/** What is compared of two items. */
const itemFields = {
  name: (item) => item.name.zh,
  type: (item) => item.type,
  level: (item) => item.level,
  "limits.statutory": (item) => item.limits.statutory,
  "limits.promised": (item) => item.limits.promised,
  fee: (item) => item.fee,
  visits: (item) => item.visits,
} as const satisfies Record<string, (item: ServiceItem) => unknown>

/** What is compared of two requirements that ask for the same paper. */
const requirementFields = {
  "requirement.necessity": (asked) => asked.necessity,
  "requirement.followsWithin": (asked) => asked.followsWithin,
  "requirement.source": (asked) => asked.source,
  "requirement.acceptedGrades": (asked) => [...asked.acceptedGrades].sort(),
  "requirement.alsoFits": (asked) => asked.alsoFits?.map((each) => each.licenceType).sort(),
  "requirement.issuedBy": (asked) => asked.issuedBy,
  "requirement.issuedWithin": (asked) => asked.issuedWithin,
  "requirement.form": (asked) => asked.form,
  "requirement.handedOver": (asked) => asked.handedOver,
} as const satisfies Record<string, (asked: Requirement) => unknown>

const fields = [
  ...(Object.keys(itemFields) as (keyof typeof itemFields)[]),
  "requirement",
  ...(Object.keys(requirementFields) as (keyof typeof requirementFields)[]),
] as const

/**
 * A difference between the same item of two places (事项差异). `requirement` with one key only: the paper is
 * asked for only there; the other fields of a requirement have both, as each place has its own keys.
 */
export const ItemDifference = z.object({
  field: z.enum(fields),
  here: z.optional(RequirementKey),
  there: z.optional(RequirementKey),
})
export type ItemDifference = z.infer<typeof ItemDifference>

/**
 * Where two items differ, field by field: limits, fee, visits, level, type, name, and each paper that they
 * ask for. Papers are the same where their licence type is (证照类型代码), else where their name is.
 */
export function compareItems(here: ServiceItem, there: ServiceItem): ItemDifference[] {
  const differences: ItemDifference[] = []
  for (const [field, valueOf] of entriesOf(itemFields))
    if (!isSame(valueOf(here), valueOf(there))) differences.push({ field })

  const unmatched = [...there.requirements]
  for (const asked of here.requirements) {
    const at = counterpartOf(asked, unmatched)
    const other = at < 0 ? undefined : unmatched.splice(at, 1)[0]
    if (other === undefined) {
      differences.push({ field: "requirement", here: asked.key })
      continue
    }
    for (const [field, valueOf] of entriesOf(requirementFields))
      if (!isSame(valueOf(asked), valueOf(other)))
        differences.push({ field, here: asked.key, there: other.key })
  }
  return [
    ...differences,
    ...unmatched.map(({ key }) => ({ field: "requirement" as const, there: key })),
  ]
}

const entriesOf = <T extends object>(table: T) =>
  Object.entries(table) as { [K in keyof T]: [K, T[K]] }[keyof T][]

/** The place of the requirement that asks for the same paper, or -1. */
function counterpartOf(asked: Requirement, others: readonly Requirement[]): number {
  const { licenceType } = asked
  const byType =
    licenceType === undefined ? -1 : others.findIndex((other) => other.licenceType === licenceType)
  return byType >= 0
    ? byType
    : others.findIndex(
        (other) =>
          other.name.zh === asked.name.zh &&
          (licenceType === undefined || other.licenceType === undefined),
      )
}

/** Whether two values are the same JSON, in whatever order their fields stand. */
const isSame = (a: unknown, b: unknown): boolean =>
  JSON.stringify(a, inOrder) === JSON.stringify(b, inOrder)

const inOrder = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value
