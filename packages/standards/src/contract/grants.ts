import * as z from "zod/mini"
import { endpoint } from "./endpoint.ts"
import { pageOf, pageQuery } from "./paging.ts"
import type { Sights } from "./reach.ts"
import { GrantView } from "../nouns/grant-view.ts"
import { Id, Instant } from "../nouns/values.ts"

/** The person who decided, whichever department asked. */
const personOnly = {
  own: "served",
  sameDepartment: "absent",
  otherDepartment: "served",
} as const satisfies Sights

/** What a person has decided about their papers, newest first: for the hub's own page, and for nobody else. */
export const listGrants = endpoint({
  id: "grants.list",
  kind: "json",
  method: "GET",
  path: "/v1/grants",
  summary: "List one's own grants, a page at a time.",
  callers: ["browser"],
  reach: [{ object: "grant", at: "answer", none: "served", sees: { browser: personOnly } }],
  query: pageQuery({}),
  answer: pageOf(GrantView),
  problems: ["login_required", "cursor_invalid"],
})

/**
 * Withdraws a grant (撤回同意, 个人信息保护法(2021) 15). Nothing is redeemed after `withdrawnAt`; a ticket
 * that was out by then is good until `ticketsUntil`. What was used stays listed. Asked again, it is the
 * same.
 */
export const withdrawGrant = endpoint({
  id: "grants.withdraw",
  kind: "json",
  method: "POST",
  path: "/v1/grants/:grantId/withdrawal",
  summary: "Withdraw one's own grant.",
  callers: ["browser"],
  reach: [
    { object: "grant", at: "params.grantId", none: "not_found", sees: { browser: personOnly } },
  ],
  params: z.strictObject({ grantId: Id }),
  answer: z.object({
    id: Id,
    withdrawnAt: Instant,
    /** Until then the owner may still give the paper out, where it was redeemed within the last minute. */
    ticketsUntil: z.optional(Instant),
  }),
  problems: ["not_found", "login_required", "grant_not_withdrawable"],
})
