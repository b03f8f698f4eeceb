import * as z from "zod/mini"
import { LogPromise } from "./access.ts"
import { text } from "./bounds.ts"
import { DeliveryTicket } from "./delivery.ts"
import { RequirementKey } from "./item.ts"
import { DutyOwner, PaperLink } from "./material.ts"
import { FieldNames, PaperForm } from "./paper.ts"
import { Digest, Id, Instant, Words } from "./values.ts"

/** Who handles the case at the department: an online submission names the portal's system, never a constant person. */
export const Operator = z.strictObject({
  kind: z.enum(["system", "person"]),
  name: text(100),
})
export type Operator = z.infer<typeof Operator>

/** The owner's client where the hub itself keeps the paper: what the citizen uploaded. */
export const hubOwner = "hub"

/** A redemption (兑取): the use is in the log, and the owner's bridge may now be asked. */
export const Redemption = z.object({
  id: Id,
  requirement: RequirementKey,
  caseId: Id,
  material: z.object({
    name: Words,
    digest: Digest,
    mediaType: text(100),
    size: z.int(),
    fields: FieldNames,
  }),
  /**
   * The client and instance of the owner's bridge, whose address stands in the directory; or `hubOwner`.
   * Whom to ask there, and its own page of the paper, where the owner says so.
   */
  owner: z.object({
    client: Id,
    instance: Id,
    duty: z.optional(DutyOwner),
    link: z.optional(PaperLink),
  }),
  purpose: Words,
  /** What the owner gives out by the grant. */
  form: PaperForm,
  /** The access entry's leaf hash (RFC 6962), hexadecimal. */
  acc: Digest,
  /** The hub's signed word that the entry will stand in the log (入册承诺). */
  logPromise: LogPromise,
  /** 交付凭证, valid for 60 s. */
  ticket: DeliveryTicket,
  at: Instant,
})
export type Redemption = z.infer<typeof Redemption>
