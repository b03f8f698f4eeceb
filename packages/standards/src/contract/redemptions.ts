import * as z from "zod/mini"
import { endpoint } from "./endpoint.ts"
import { ownOnly } from "./reach.ts"
import type { Sights } from "./reach.ts"
import { anyText, list, openCode, someOf } from "../nouns/bounds.ts"
import { LocalNumber } from "../nouns/case.ts"
import { Delivered } from "../nouns/delivery.ts"
import { Handle } from "../nouns/handle.ts"
import { Operator, Redemption } from "../nouns/redemption.ts"
import { Undertaking } from "../nouns/undertaking.ts"
import { Id, Jws } from "../nouns/values.ts"

/** The client that the portal named. Another of its department is told which rule it breaks. */
const recipientOnly = {
  own: "served",
  sameDepartment: "handle_unusable",
  otherDepartment: "absent",
} as const satisfies Sights

/**
 * Redeems handles (protocol M10). All or none. The five elements (五要素): department and item by the
 * handle, operator and case number by the caller; the purpose comes from the item.
 */
export const redeem = endpoint({
  id: "materials.redeem",
  kind: "json",
  method: "POST",
  path: "/v1/redemptions",
  summary: "Redeem handles for the case with this local number.",
  callers: ["redeem"],
  reach: [
    {
      object: "handle",
      at: "body.handles.0",
      none: "handle_unusable",
      sees: { redeem: recipientOnly },
    },
  ],
  idempotent: true,
  body: z.strictObject({
    handles: someOf(Handle, 60),
    localNumber: LocalNumber,
    operator: Operator,
  }),
  answer: z.object({
    redemptions: list(Redemption, 60),
    /** Promises to supply papers later (容缺后补): they stand with the case now. No owner, no ticket. */
    undertakings: z.optional(list(Undertaking, 60)),
  }),
  status: 201,
  problems: ["handle_unusable", "release_key_required"],
})

/** The paper of a redemption whose owner is the hub; as long as its ticket lives, five times. */
export const fetchContent = endpoint({
  id: "materials.content",
  kind: "json",
  method: "GET",
  path: "/v1/redemptions/:redemptionId/content",
  summary: "Fetch an uploaded paper that was redeemed.",
  callers: ["redeem"],
  reach: [
    {
      object: "redemption",
      at: "params.redemptionId",
      none: "not_found",
      sees: { redeem: ownOnly },
    },
  ],
  params: z.strictObject({ redemptionId: Id }),
  answer: Delivered,
  problems: ["not_found", "ticket_refused", "paper_missing", "paper_changed"],
})

/** What became of a redemption (protocol M13). */
export const reportOutcome = endpoint({
  id: "materials.reportOutcome",
  kind: "json",
  method: "POST",
  path: "/v1/accesses/:redemptionId/outcome",
  summary: "Say that the paper arrived, or why not.",
  callers: ["redeem"],
  reach: [
    {
      object: "redemption",
      at: "params.redemptionId",
      none: "not_found",
      sees: { redeem: ownOnly },
    },
  ],
  idempotent: true,
  params: z.strictObject({ redemptionId: Id }),
  body: z.strictObject({
    outcome: z.enum(["delivered", "failed"]),
    /** The owner's signed word of what it gave out; stands where it was delivered. */
    provenance: z.optional(Jws),
    /** A problem code, where it failed. */
    reason: z.optional(anyText(60)),
  }),
  answer: z.object({ id: Id, outcome: openCode() }),
  problems: ["not_found"],
})
