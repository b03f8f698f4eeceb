import * as z from "zod/mini"
import { endpoint } from "./endpoint.ts"
import { PaperForm } from "./items.ts"
import { LocalNumber } from "./cases.ts"
import { Digest, Id, Instant, Jose, Words } from "./common.ts"
import { Handle } from "./surfaces.ts"

/** Who handles the case at the department: an online submission names the portal's system, never a constant person. */
export const Operator = z.strictObject({
  kind: z.enum(["system", "person"]),
  name: z.string().check(z.minLength(1), z.maxLength(100)),
})
export type Operator = z.infer<typeof Operator>

/** The owner's client where the hub itself keeps the paper: what the citizen uploaded. */
export const hubOwner = "hub"

/** A paper on its way: what its owner gives out. */
export const Delivered = z.object({
  /**
   * JWS by the owner's `sig` key: `{acc, src, out, form, watermark, at}`. `src` is the SHA-256 of the
   * registered paper, `out` of what is given out; `form` is the ticket's. Of a `derived` copy,
   * `watermark` is the id that is written on it: the first 12 digits of `acc`. An original has none.
   */
  provenance: Jose,
  /** Compact JWE (ECDH-ES+A256KW, A256GCM) to the recipient's `enc` key; its plaintext is the file. */
  content: Jose,
})
export type Delivered = z.infer<typeof Delivered>

/** A redemption (兑取): the use is in the log, and the owner's bridge may now be asked. */
export const Redemption = z.object({
  id: Id,
  requirement: z.string(),
  caseId: Id,
  material: z.object({
    name: Words,
    digest: Digest,
    mediaType: z.string(),
    size: z.int(),
    fields: z.array(z.string()),
  }),
  /** The client and instance of the owner's bridge, whose address stands in the directory; or `hubOwner`. */
  owner: z.object({ client: z.string(), instance: z.string() }),
  purpose: Words,
  /** What the owner gives out by the grant. */
  form: PaperForm,
  /** The access entry's leaf hash (RFC 6962), hexadecimal. */
  acc: Digest,
  /** The hub's signed word that the entry will stand in the log (入册承诺). */
  logPromise: Jose,
  /** 交付凭证, valid for 60 s. */
  ticket: Jose,
  at: Instant,
})
export type Redemption = z.infer<typeof Redemption>

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
  idempotent: true,
  body: z.strictObject({
    handles: z.array(Handle).check(z.minLength(1), z.maxLength(60)),
    localNumber: LocalNumber,
    operator: Operator,
  }),
  answer: z.object({ redemptions: z.array(Redemption) }),
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
  idempotent: true,
  params: z.strictObject({ redemptionId: Id }),
  body: z.strictObject({
    outcome: z.enum(["delivered", "failed"]),
    /** The owner's signed word of what it gave out; stands where it was delivered. */
    provenance: z.optional(Jose),
    /** A problem code, where it failed. */
    reason: z.optional(z.string().check(z.maxLength(60))),
  }),
  answer: z.object({ id: Id, outcome: z.string() }),
  problems: ["not_found"],
})
