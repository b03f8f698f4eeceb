import * as z from "zod/mini"
import { endpoint } from "./endpoint.ts"
import { pageOf, pageQuery } from "./paging.ts"
import { whoeverAsks } from "./reach.ts"
import type { Reach, Sights } from "./reach.ts"
import { ItemDifference } from "../items/compare.ts"
import { list } from "../nouns/bounds.ts"
import { DepartmentSummary } from "../nouns/department.ts"
import { ItemSummary, Requirement, RequirementKey, ServiceItem } from "../nouns/item.ts"
import { LicenceType } from "../nouns/paper.ts"
import { AnyItemCode, Id, LegalDay, Words } from "../nouns/values.ts"

/** Items are public: whoever may not publish one is told so. */
const departmentPublishes = {
  own: "served",
  sameDepartment: "served",
  otherDepartment: "item_unknown",
} as const satisfies Sights

const anybodyReads = {
  object: "item",
  at: "params.itemCode",
  none: "item_unknown",
  sees: { public: whoeverAsks },
} as const satisfies Reach

const ItemParams = z.strictObject({ itemCode: AnyItemCode })

/** A version's number, as it stands in a path. */
const VersionParams = z.strictObject({
  itemCode: AnyItemCode,
  version: z.coerce.number().check(z.int(), z.gte(1), z.lte(2_147_483_647)),
})

/** The code of a jurisdiction, in a query: a region's 6 digits (GB/T 2260), or the name of a profile. */
const Jurisdiction = ItemSummary.shape.jurisdiction

const { code: _code, version: _version, department: _department, ...published } = ServiceItem.shape

/** What a department publishes as one version of an item; whose it is, its client says. */
export const ItemPublication = z.strictObject({
  ...published,
  /** What the papers are used for, as consents and receipts say it; a page never says it. */
  purpose: Words,
})
export type ItemPublication = z.infer<typeof ItemPublication>

/**
 * Publishes a version of an item of the department's own. What is published is never changed: a change is
 * a version with a higher number. The same version with the same content again is no fault.
 */
export const publishItem = endpoint({
  id: "items.publish",
  kind: "json",
  method: "PUT",
  path: "/v1/items/:itemCode/versions/:version",
  summary: "Publish a version of a service item.",
  callers: ["register"],
  reach: [
    {
      object: "item",
      at: "params.itemCode",
      none: "served",
      sees: { register: departmentPublishes },
    },
  ],
  idempotent: true,
  params: VersionParams,
  body: ItemPublication,
  answer: ServiceItem,
  status: 201,
  problems: ["item_unknown", "item_version_taken"],
})

/** An item as it is in force today. */
export const ItemToday = z.object({
  ...ServiceItem.shape,
  /** By when papers may follow (容缺后补), where that is promised today, and how a page says it. */
  mayFollow: z.optional(
    list(z.object({ requirement: RequirementKey, dueOn: LegalDay, text: Words }), 60),
  ),
})
export type ItemToday = z.infer<typeof ItemToday>

/** Reads an item as it is in force today. */
export const getItem = endpoint({
  id: "items.get",
  kind: "json",
  method: "GET",
  path: "/v1/items/:itemCode",
  summary: "Read the published version of a service item.",
  callers: ["public", "citizen"],
  reach: [{ ...anybodyReads, sees: { public: whoeverAsks, citizen: whoeverAsks } }],
  versioned: true,
  params: ItemParams,
  answer: ItemToday,
  problems: ["item_unknown"],
})

/** Reads one version of an item, whether in force or not. */
export const getItemVersion = endpoint({
  id: "items.getVersion",
  kind: "json",
  method: "GET",
  path: "/v1/items/:itemCode/versions/:version",
  summary: "Read one version of a service item.",
  callers: ["public"],
  reach: [anybodyReads],
  versioned: true,
  params: VersionParams,
  answer: ServiceItem,
  problems: ["item_unknown"],
})

/** Lists what a department handles, as it is in force today, by code. */
export const listItems = endpoint({
  id: "items.list",
  kind: "json",
  method: "GET",
  path: "/v1/departments/:departmentId/items",
  summary: "List a department's service items.",
  callers: ["public"],
  reach: [
    {
      object: "department",
      at: "params.departmentId",
      none: "served",
      sees: { public: whoeverAsks },
    },
  ],
  params: z.strictObject({ departmentId: Id }),
  query: pageQuery({}),
  answer: pageOf(ItemSummary),
  problems: ["cursor_invalid"],
})

/**
 * Searches the items of a region and of those above it by words of their names and aliases, best first.
 * Words of two characters and more are found, in any order, with others between them.
 */
export const searchItems = endpoint({
  id: "items.search",
  kind: "json",
  method: "GET",
  path: "/v1/items",
  summary: "Search the service items of a region.",
  callers: ["public"],
  reach: [{ object: "item", at: "answer", none: "served", sees: { public: whoeverAsks } }],
  query: pageQuery({
    jurisdiction: Jurisdiction,
    /** As people type it, 2 to 40 characters. */
    words: z.string().check(z.minLength(2), z.maxLength(40)),
  }),
  answer: pageOf(ItemSummary),
  problems: ["cursor_invalid"],
})

/** What would satisfy a requirement: each type of paper that fits, and who keeps papers of it. */
export const FittingEvidence = z.object({
  requirement: Requirement,
  types: list(
    z.object({
      licenceType: LicenceType,
      name: Words,
      /** The departments that have registered papers of this type here. */
      keptBy: list(DepartmentSummary, 100),
    }),
    21,
  ),
  /** Whether a file that the applicant uploads would do. */
  upload: z.boolean(),
})
export type FittingEvidence = z.infer<typeof FittingEvidence>

/** Reads what an item in force today asks for, and the evidence that fits each requirement. */
export const getItemEvidence = endpoint({
  id: "items.evidence",
  kind: "json",
  method: "GET",
  path: "/v1/items/:itemCode/evidence",
  summary: "Read which papers satisfy the requirements of a service item.",
  callers: ["public"],
  reach: [anybodyReads],
  params: ItemParams,
  answer: z.object({
    code: ServiceItem.shape.code,
    version: ServiceItem.shape.version,
    requirements: list(FittingEvidence, 60),
  }),
  problems: ["item_unknown"],
})

/**
 * Compares an item with the same one of another jurisdiction: that of the same `catalogue` code. None where
 * that jurisdiction has no such item, or the item says no such code.
 */
export const compareItem = endpoint({
  id: "items.compare",
  kind: "json",
  method: "GET",
  path: "/v1/items/:itemCode/comparison",
  summary: "Compare a service item with the same one of another jurisdiction.",
  callers: ["public"],
  reach: [anybodyReads],
  params: ItemParams,
  query: z.strictObject({ jurisdiction: Jurisdiction }),
  answer: z.object({
    here: ServiceItem,
    /** Several where that jurisdiction has split it, at most 10. */
    there: list(z.object({ item: ServiceItem, differences: list(ItemDifference, 1000) }), 10),
  }),
  problems: ["item_unknown"],
})
