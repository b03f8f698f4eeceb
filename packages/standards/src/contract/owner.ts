/**
 * What an owner of papers serves, so that a team without our bridge can serve it too.
 *
 * @module
 */
import * as z from "zod/mini"
import { endpoint } from "./endpoint.ts"
import { Jose } from "./common.ts"

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
  answer: z.object({
    /** JWS by the owner's `sig` key: `{acc, src, out, watermark, at}`; `src` and `out` are SHA-256. */
    provenance: Jose,
    /** Compact JWE (ECDH-ES+A256KW, A256GCM) to the recipient's `enc` key; its plaintext is the file. */
    content: Jose,
  }),
  problems: ["ticket_refused", "paper_missing", "paper_changed"],
})
