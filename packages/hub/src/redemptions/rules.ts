import { caseStateOf, isTerminal } from "@tongban/standards"
import type { CaseState } from "@tongban/standards"
import type { CaseRow, GrantRow, HandleRow, MaterialRow, RedemptionRow } from "../store/tables.ts"
import type { Item } from "../registry/schema.ts"

/** Everything that a handle leads to, locked by the redeeming transaction. */
export interface Redeemable {
  handle: HandleRow
  grant: GrantRow
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

/** A rule of redeeming, by the name that its refusal carries. */
export interface RedemptionRule {
  rule: string
  broken(it: Redeemable, by: Redeeming): boolean
}

/** A draft that was not sent by then is over (protocol §0.5). */
export const draftLifeMs = 30 * 24 * 3_600_000

/**
 * Protocol M10, in order: client, grant, item, purpose, material, fields, case. The first broken one refuses.
 * Redeeming again for the same case is the same use: of all rules only the handle's own time is over then.
 */
export const redemptionRules: readonly RedemptionRule[] = [
  {
    rule: "other_client",
    broken: ({ handle }, by) =>
      handle.redeem_client !== by.clientId || handle.department_id !== by.department,
  },
  {
    rule: "other_recipient",
    broken: ({ grant }, by) => grant.content.recipient.department !== by.department,
  },
  // A database alone makes no usable handle (protocol §4): what was agreed is in the hashed grant.
  { rule: "grant_differs", broken: ({ handle, grant }) => !isOf(handle, grant) },
  {
    rule: "other_case",
    broken: ({ earlier }, by) => earlier !== undefined && earlier.local_number !== by.localNumber,
  },
  {
    rule: "expired",
    broken: ({ handle, grant, earlier }, by) =>
      earlier === undefined && (handle.expires_at <= by.at || grant.expires_at <= by.at),
  },
  { rule: "withdrawn", broken: ({ grant }) => grant.withdrawn_at !== null },
  { rule: "not_agreed", broken: ({ grant }) => grant.decision !== "agreed" },
  { rule: "authority_ended", broken: ({ grant }, by) => !mayAct(grant, by.at) },
  {
    rule: "item_closed",
    broken: ({ item }, by) => item === undefined || !by.itemCodes.includes(item.code),
  },
  {
    rule: "item_changed",
    broken: ({ grant, case: kase }) => grant.content.item.code !== kase.item_code,
  },
  {
    rule: "purpose_changed",
    broken: ({ item, grant }) => item?.purpose.zh !== grant.content.purposeText,
  },
  { rule: "material_revoked", broken: ({ material }) => (material?.revoked_at ?? null) !== null },
  { rule: "material_gone", broken: ({ material }) => material?.status !== "ISSUED" },
  {
    rule: "material_changed",
    broken: ({ material, handle }) => material?.digest !== handle.digest,
  },
  {
    rule: "field_not_granted",
    broken: ({ handle, grant }) => !isWithin(handle.fields, grant.content.fields),
  },
  {
    rule: "field_gone",
    broken: ({ handle, material }) =>
      !handle.fields.every((field) => material?.fields.includes(field)),
  },
  {
    rule: "case_bound",
    broken: ({ case: kase }, by) =>
      kase.local_number !== null && kase.local_number !== by.localNumber,
  },
  { rule: "case_closed", broken: ({ case: kase }) => isClosed(kase.state) },
  {
    rule: "draft_expired",
    broken: ({ case: kase }, by) =>
      kase.state === "DRAFT" && by.at.getTime() - kase.opened_at.getTime() > draftLifeMs,
  },
]

/** Whether the handle is the grant's own: whose, for which case and requirement, which paper. */
const isOf = (handle: HandleRow, { person_id, content }: GrantRow): boolean =>
  handle.person_id === person_id &&
  handle.case_id === content.draft &&
  handle.requirement === content.requirement &&
  handle.material_id === content.material.id &&
  handle.digest === content.material.digest

/**
 * Whoever decides for another needs an authority that is live now, for this item (protocol M10). Without one
 * on the grant nobody may.
 */
function mayAct({ content }: GrantRow, at: Date): boolean {
  const { capacity, authority, item } = content
  if (capacity === "self") return true
  if (authority === undefined) return false
  const { validUntil, scopeItems } = authority
  const isLive = validUntil === undefined || new Date(validUntil) > at
  return isLive && (scopeItems.length === 0 || scopeItems.includes(item.code))
}

/** No field means the whole paper, so it is within no list of fields. */
const isWithin = (fields: readonly string[], granted: readonly string[]): boolean =>
  granted.length === 0 || (fields.length > 0 && fields.every((field) => granted.includes(field)))

/** A state that we don't know is none in which a case is over. */
const isClosed = (state: string): boolean =>
  state === "CLOSED" || (caseStateOf(state) !== undefined && isTerminal(state as CaseState))
