/**
 * What an owner of papers serves, so that a team without our bridge can serve it too.
 *
 * @module
 */
import { endpoint } from "./endpoint.ts"
import { Delivered } from "../nouns/delivery.ts"

/**
 * What an owner of materials serves (protocol M12), so that a team can serve without our bridge.
 *
 * The request carries `Authorization: DPoP <ticket>` and a `DPoP` proof by the recipient's directory
 * key (RFC 9449, `ath` over the ticket). The paper comes back sealed to the recipient's `enc` key.
 */
export const deliver = endpoint({
  id: "deliveries.create",
  kind: "json",
  method: "POST",
  path: "/v1/deliveries",
  summary: "Give out the paper that a delivery ticket names.",
  callers: ["redeem"],
  reach: [],
  answer: Delivered,
  problems: ["ticket_refused", "paper_missing", "paper_changed", "paper_unmarkable"],
})
