import * as z from "zod/mini"
import { LogPromise } from "./access.ts"
import { list, text } from "./bounds.ts"
import { PaperForm, TrustGrade } from "./paper.ts"
import { AnyItemCode, Digest, Id, Instant, Jwe, Jws, LegalDay } from "./values.ts"

/**
 * The hub's word that an owner's bridge may give one paper to one recipient (交付凭证), good for 60 s
 * (protocol M11): a compact JWS, `typ: tongban-ticket+jwt`, of `DeliveryTicketClaims`.
 */
export const DeliveryTicket = Jws.check(z.maxLength(65_536))
export type DeliveryTicket = z.infer<typeof DeliveryTicket>

/** What a delivery ticket says (交付凭证的内容). No ID number and no citizen's id. */
export const DeliveryTicketClaims = z.object({
  /** The hub's origin. */
  iss: text(300),
  /** The owner's serving client, and the instance of its bridge. */
  aud: Id,
  ins: Id,
  iat: z.int(),
  exp: z.int(),
  jti: text(100),
  /** The owner's opaque name for the paper: looked up by the owner, whatever it holds, and no more. */
  ref: z.string().check(z.maxLength(100)),
  /** SHA-256 of the paper. */
  dig: Digest,
  /** The recipient's client, and the thumbprint of its directory key (RFC 7638). */
  rcp: Id,
  cnf: z.object({ jkt: text(64) }),
  /** The leaf hash of the access entry, and the promise that covers it. */
  acc: Digest,
  logPromise: LogPromise,
  item: AnyItemCode,
  case: Id,
  /** The fields that are used; none means the whole paper. */
  fields: list(text(60), 60),
  /** A copy with a watermark (加注件), or the original as it lies. */
  form: PaperForm,
  mediaType: text(200),
  /** For the watermark: both departments and the purpose in Chinese, the paper's grade and last day. */
  provider: text(200),
  recipient: text(200),
  purpose: text(200),
  grade: TrustGrade,
  validTo: z.optional(LegalDay),
})
export type DeliveryTicketClaims = z.infer<typeof DeliveryTicketClaims>

/** What the owner signs of what it gave out (来源证明): `typ: tongban-provenance+jwt`. */
export const ProvenanceClaims = z.object({
  acc: Digest,
  /** SHA-256 of the registered paper, and of what was given out. */
  src: Digest,
  out: Digest,
  form: PaperForm,
  /** The id on the copy: the first 12 digits of `acc`. An original has none. */
  watermark: z.optional(text(12)),
  at: Instant,
})
export type ProvenanceClaims = z.infer<typeof ProvenanceClaims>

/** A paper on its way: what its owner gives out. */
export const Delivered = z.object({
  /**
   * JWS by the owner's `sig` key: `{acc, src, out, form, watermark, at}`. `src` is the SHA-256 of the
   * registered paper, `out` of what is given out; `form` is the ticket's. Of a `derived` copy,
   * `watermark` is the id that is written on it: the first 12 digits of `acc`. An original has none.
   */
  provenance: Jws,
  /** Compact JWE (ECDH-ES+A256KW, A256GCM) to the recipient's `enc` key; its plaintext is the file. */
  content: Jwe,
})
export type Delivered = z.infer<typeof Delivered>
