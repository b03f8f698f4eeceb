import type { PaperForm, TrustGrade } from "@tongban/standards"
import { importJWK, SignJWT } from "jose"
import type { HubKeys, PrivateJwk } from "../keys.ts"

/** A ticket dies 60 s after its redemption (protocol M11). */
export const ticketSeconds = 60

export interface TicketClaims {
  /** The owner's serving client. */
  aud: string
  /** The instance of its bridge. */
  ins: string
  jti: string
  /** The owner's opaque name for the paper. */
  ref: string
  /** SHA-256 of the paper. */
  dig: string
  /** The recipient's client. */
  rcp: string
  /** Thumbprint of the recipient's directory key. */
  jkt: string
  item: string
  case: string
  purpose: string
  fields: string[]
  acc: string
  /** What the grant says is given out: a copy with a watermark (加注件), or the original. */
  form: PaperForm
  mediaType: string
  /** For the watermark: both departments by name, the paper's grade and its last day. */
  provider: string
  recipient: string
  grade: TrustGrade
  validTo?: string
  logPromise: string
}

/** Signs the hub's words. Both are functions of a committed row, so they can be made again after a crash. */
export interface Signer {
  /** 入册承诺: the entry with this leaf hash will stand in the log. */
  logPromise(acc: string, at: Date): Promise<string>
  /** 交付凭证: the owner's bridge may give this paper to this recipient. */
  ticket(claims: TicketClaims, at: Date): Promise<string>
  /** What the hub gave out of what it keeps: which use, which paper, which bytes. */
  provenance(claims: { acc: string; src: string; out: string }, at: Date): Promise<string>
}

export function createSigner(origin: string, keys: HubKeys): Signer {
  const seconds = (at: Date) => Math.floor(at.getTime() / 1000)
  const sign = async (key: PrivateJwk, typ: string, claims: Record<string, unknown>) =>
    new SignJWT({ iss: origin, ...claims })
      .setProtectedHeader({ alg: "ES256", typ, kid: key.kid })
      .sign(await importJWK(key, "ES256"))

  return {
    logPromise: (acc, at) =>
      sign(keys.log, "tongban-log-promise+jwt", { iat: seconds(at), acc, at: at.toISOString() }),
    ticket: ({ jkt, ...claims }, at) =>
      sign(keys.ticket, "tongban-ticket+jwt", {
        ...claims,
        cnf: { jkt },
        iat: seconds(at),
        exp: seconds(at) + ticketSeconds,
      }),
    provenance: (claims, at) =>
      sign(keys.provenance, "tongban-provenance+jwt", {
        ...claims,
        form: "original",
        at: at.toISOString(),
      }),
  }
}
