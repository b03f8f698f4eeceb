import type { ZodMiniType } from "zod/mini"
import { itemTypeSchemes } from "../codes/items.ts"
import { toShared } from "../codes/scheme.ts"
import type { Refusal } from "../identifiers/refusal.ts"
import { checkUnifiedSocialCreditCode } from "../identifiers/credit-code.ts"
import type { NormalizationChange } from "../identifiers/normalize.ts"
import type { DepartmentSummary } from "../nouns/department.ts"
import type { ServiceItem } from "../nouns/item.ts"
import { AnyItemCode, SchemeValue, Words } from "../nouns/values.ts"
import { nationalCodeOf } from "./department-code.ts"
import type { NationalCode } from "./department-code.ts"
import type { ItemRefusal } from "./refusal-words.ts"
import { itemSources } from "./source.ts"
import type { ItemSource, ItemSourceName } from "./source.ts"

/** What a row does not say itself. */
export interface ItemContext {
  /** The version that the items are published as. */
  version: number
  /**
   * The department that is registered with a code. Asked with the national code (`uscc`, `orgcode`)
   * where the row holds a sound one, then with the code as written, in the source's own scheme.
   */
  departmentOf(code: SchemeValue): DepartmentSummary | undefined
}

/** Something about a row that does not keep it from being an item, but that its source should hear of. */
export interface ItemNote {
  /** The column. */
  place: string
  /** The rule of the identifier that its code breaks. */
  broken?: Refusal
  /** How its code was written otherwise than in its normal form. */
  changes?: readonly NormalizationChange[]
}

/** What became of a row: an item, or every reason why not. */
export type ItemMapping =
  | { ok: true; item: ServiceItem; notes: readonly ItemNote[] }
  | { ok: false; refusals: readonly ItemRefusal[] }

/**
 * Maps a row of a source's table to a service item (政务服务事项). The source is chosen and never guessed.
 * Every code stays as it was written beside what it was read as (`source` of the item). Never throws,
 * whatever the row is.
 */
export function mapItem(source: ItemSourceName, row: unknown, context: ItemContext): ItemMapping {
  if (!Object.hasOwn(itemSources, source)) return refused({ place: "", rule: "source" })
  if (typeof row !== "object" || row === null) return refused({ place: "", rule: "row" })
  const { columns, schemes }: ItemSource = itemSources[source]
  const { values, refusals } = readColumns(columns, row as Record<string, unknown>)
  if (values === undefined) return { ok: false, refusals }

  const type = toShared(itemTypeSchemes, schemes.type, values.type)
  const national = nationalCodeOf(values.department)
  const written = { scheme: schemes.department, value: values.department }
  const department =
    (national.ok ? context.departmentOf(national.code) : undefined) ?? context.departmentOf(written)
  if (!type.ok || department === undefined) {
    const found: ItemRefusal[] = []
    if (!type.ok) found.push({ place: columns.type, rule: "type" })
    if (department === undefined) found.push(unregistered(columns.department, national))
    return { ok: false, refusals: found }
  }

  const catalogue = sharedPartOf(values.code, values.region)
  const aliases = [values.heading].filter(
    (heading) => heading !== columns.noHeading && heading !== values.name,
  )
  const item: ServiceItem = {
    code: values.code,
    version: context.version,
    name: { zh: values.name },
    shortName: { zh: values.name },
    ...(aliases.length > 0 && { aliases }),
    type: type.code,
    ...(catalogue !== undefined && { catalogue: { scheme: schemes.catalogue, value: catalogue } }),
    department,
    limits: {},
    requirements: [],
    source: {
      [columns.code]: { scheme: schemes.code, value: values.code },
      [columns.type]: type.source,
      [columns.department]: written,
      [columns.region]: { scheme: schemes.region, value: values.region },
      ...(values.body !== undefined && {
        [columns.body]: { scheme: schemes.body, value: values.body },
      }),
    },
  }
  return { ok: true, item, notes: notesOn(columns, national, values.body) }
}

const refused = (refusal: ItemRefusal): ItemMapping => ({ ok: false, refusals: [refusal] })

const unregistered = (place: string, national: NationalCode): ItemRefusal => ({
  place,
  rule: "department",
  ...(!national.ok && { broken: national }),
})

/** What each column holds at most; all but the body's code must be there. */
const held = {
  code: AnyItemCode,
  name: Words.shape.zh,
  heading: Words.shape.zh,
  type: SchemeValue.shape.value,
  department: SchemeValue.shape.value,
  region: SchemeValue.shape.value,
  body: SchemeValue.shape.value,
} as const satisfies Record<string, ZodMiniType<string>>

type Values = Record<Exclude<keyof typeof held, "body">, string> & { body?: string }

/** The columns as text, or what is wrong with each. */
function readColumns(
  columns: ItemSource["columns"],
  row: Record<string, unknown>,
): { values?: Values; refusals: ItemRefusal[] } {
  const values: Record<string, string> = {}
  const refusals: ItemRefusal[] = []
  for (const [field, schema] of Object.entries(held)) {
    const place = columns[field as keyof typeof held]
    const value = Object.hasOwn(row, place) ? row[place] : undefined
    if (field === "body" && (value === undefined || value === null)) continue
    const read = schema.safeParse(value)
    if (read.success) values[field] = read.data
    else refusals.push({ place, rule: ruleOf(read.error.issues[0]?.code) })
  }
  return refusals.length > 0 ? { refusals } : { values: values as Values, refusals }
}

const ruleOf = (issue: string | undefined): ItemRefusal["rule"] =>
  issue === "too_big" || issue === "too_small" ? "length" : "text"

/** 目录编码: what stands before the region, where the code has the region in it. */
function sharedPartOf(code: string, region: string): string | undefined {
  const at = code.indexOf(`-${region}-`)
  return at > 0 ? code.slice(0, at) : undefined
}

function notesOn(
  columns: ItemSource["columns"],
  national: NationalCode,
  body: string | undefined,
): ItemNote[] {
  const notes: ItemNote[] = []
  if (!national.ok) notes.push({ place: columns.department, broken: national })
  else if (national.changes.length > 0)
    notes.push({ place: columns.department, changes: national.changes })
  const checked = body === undefined ? undefined : checkUnifiedSocialCreditCode(body)
  if (checked?.ok === false) notes.push({ place: columns.body, broken: checked })
  return notes
}
