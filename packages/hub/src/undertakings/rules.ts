import { caseStateOf } from "@tongban/standards"
import { draftLifeMs } from "../redemptions/rules.ts"
import type { Redeeming } from "../redemptions/rules.ts"
import type { Item } from "../registry/schema.ts"
import type { CaseRow, UndertakingRow } from "../store/tables.ts"

/** Everything that a promise's handle leads to, locked by the redeeming transaction. */
export interface RedeemablePromise {
  undertaking: UndertakingRow
  case: CaseRow
  item: Item | undefined
  /** Another promise of the same paper that stands with the case. */
  other: boolean
}

/** A rule of redeeming a promise, by the name that its refusal carries. */
export interface PromiseRule {
  rule: string
  broken(it: RedeemablePromise, by: Redeeming): boolean
}

/**
 * Protocol M10 for a promise, in order: client, promise, item, purpose, case. There is no owner and no
 * paper. Redeemed again for the same number it is the same promise, whatever the time.
 */
export const promiseRules: readonly PromiseRule[] = [
  {
    rule: "other_client",
    broken: ({ undertaking }, by) =>
      undertaking.redeem_client !== by.clientId || undertaking.department_id !== by.department,
  },
  {
    rule: "other_case",
    broken: ({ undertaking: { local_number: number } }, by) =>
      number !== null && number !== by.localNumber,
  },
  {
    rule: "expired",
    broken: ({ undertaking }, by) =>
      undertaking.redeemed_at === null && undertaking.expires_at <= by.at,
  },
  { rule: "withdrawn", broken: ({ undertaking }) => undertaking.withdrawn_at !== null },
  {
    rule: "item_closed",
    broken: ({ item }, by) => item === undefined || !by.itemCodes.includes(item.code),
  },
  {
    rule: "item_changed",
    broken: ({ undertaking, case: kase }) => undertaking.item_code !== kase.item_code,
  },
  {
    rule: "purpose_changed",
    broken: ({ undertaking, item }) => undertaking.purpose !== item?.purpose.zh,
  },
  {
    rule: "may_not_follow",
    broken: ({ undertaking, item }) =>
      undertaking.redeemed_at === null && !letsFollow(item, undertaking.requirement),
  },
  { rule: "already_promised", broken: ({ other }) => other },
  {
    rule: "case_bound",
    broken: ({ case: { local_number: number } }, by) =>
      number !== null && number !== by.localNumber,
  },
  { rule: "case_closed", broken: ({ case: kase }) => isOver(kase.state) },
  {
    rule: "draft_expired",
    broken: ({ case: kase }, by) =>
      kase.state === "DRAFT" && by.at.getTime() - kase.opened_at.getTime() > draftLifeMs,
  },
]

const letsFollow = (item: Item | undefined, key: string): boolean =>
  item?.requirements.find((each) => each.key === key)?.necessity === "mayFollow"

/** Whether nothing more can be supplied: it is decided, or ended otherwise. What we don't know is neither. */
export const isOver = (state: string): boolean =>
  state.startsWith("DECIDED_") || caseStateOf(state)?.turn === "none"
