import type { DeliveryState } from "@tongban/standards"
import type { RedemptionRow } from "../store/tables.ts"

/** Protocol M13: a use of which nobody has said within so long what became of it was not delivered. */
export const outcomeWithinMs = 600_000

/** What became of a use, as far as is known by now. */
export function deliveryOf(
  { outcome, at, reissued_at }: Pick<RedemptionRow, "outcome" | "at" | "reissued_at">,
  now: Date,
): DeliveryState {
  if (outcome !== null) return outcome
  const ticketAt = reissued_at ?? at
  return now.getTime() - ticketAt.getTime() > outcomeWithinMs ? "recorded" : "waiting"
}
