import type { Selectable } from "kysely"
import type { CaseRow, GrantTable, HandleRow, MaterialRow, RedemptionRow } from "../store/tables.ts"
import type { Item } from "../registry/schema.ts"

/** Everything that a handle leads to, locked by the redeeming transaction. */
export interface Redeemable {
  handle: HandleRow
  grant: Selectable<GrantTable>
  case: CaseRow
  material: MaterialRow | undefined
  item: Item | undefined
  earlier: RedemptionRow | undefined
}

export interface Redeeming {
  clientId: string
  department: string
  localNumber: string
  itemCodes: readonly string[]
  at: Date
}

interface Rule {
  /** The name that the refusal carries. */
  rule: string
  broken(it: Redeemable, by: Redeeming): boolean
}

/** Protocol M10, in order: client, item, purpose, grant, material, case. The first broken one refuses. */
export const redemptionRules: readonly Rule[] = [
  {
    rule: "other_client",
    broken: ({ handle }, by) =>
      handle.redeem_client !== by.clientId || handle.department_id !== by.department,
  },
  {
    rule: "other_case",
    broken: ({ earlier }, by) => earlier !== undefined && earlier.local_number !== by.localNumber,
  },
  {
    rule: "expired",
    broken: ({ handle, earlier }, by) => earlier === undefined && handle.expires_at <= by.at,
  },
  { rule: "withdrawn", broken: ({ grant }) => grant.withdrawn_at !== null },
  { rule: "not_agreed", broken: ({ grant }) => grant.decision !== "agreed" },
  {
    rule: "item_closed",
    broken: ({ item }, by) => item === undefined || !by.itemCodes.includes(item.code),
  },
  {
    rule: "purpose_changed",
    broken: ({ item, grant }) => item?.purpose.zh !== grant.content["purposeText"],
  },
  { rule: "material_gone", broken: ({ material }) => material?.status !== "ISSUED" },
  {
    rule: "material_changed",
    broken: ({ material, handle }) => material?.digest !== handle.digest,
  },
  {
    rule: "case_bound",
    broken: ({ case: kase }, by) =>
      kase.local_number !== null && kase.local_number !== by.localNumber,
  },
]
