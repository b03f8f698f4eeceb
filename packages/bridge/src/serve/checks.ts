import { createHash } from "node:crypto"
import {
  calculateJwkThumbprint,
  compactVerify,
  decodeJwt,
  decodeProtectedHeader,
  EmbeddedJWK,
  jwtVerify,
} from "jose"
import type { JWK, ProtectedHeaderParameters } from "jose"
import type { Directory, DirectoryEntry } from "@tongban/sdk/directory"
import { DeliveryTicketClaims } from "@tongban/standards"
import type { OwnPolicy } from "./policy.ts"

/** Why a ticket is refused: the check that failed. */
export class TicketRefused extends Error {
  override readonly name = "TicketRefused"
  readonly rule: string

  constructor(rule: string) {
    super(rule)
    this.rule = rule
  }
}

/** What a bridge knows of itself and the world when a ticket comes. */
export interface Gate {
  directory: Directory
  /** The hub's origin. */
  hub: string
  client: string
  instance: string
  /** The bridge's own address, as the directory gives it to recipients. */
  url: string
  /** What was used before it is not remembered: the start of this process, or of its spool. */
  bootedAt: Date
  policy: OwnPolicy
}

/** What a caller presents, as it came: nothing of it is trusted yet. */
export interface Presented {
  ticket: string
  proof: string
  method: string
  path: string
  now: Date
}

/** Clocks of two departments may differ by this much (protocol M12). */
export const skewSeconds = 30
/** The longest life of a ticket (protocol M11). */
export const ticketSeconds = 60

/** Protocol M12, first: is it a ticket of the hub? Nothing is believed of one that is not. */
const sealChecks: readonly [
  rule: string,
  holds: (
    ticket: string,
    header: ProtectedHeaderParameters,
    gate: Gate,
  ) => boolean | Promise<boolean>,
][] = [
  ["typ", (_, { typ }) => typ === "tongban-ticket+jwt"],
  ["alg", (_, { alg }) => alg === "ES256"],
  ["kid", (_, { kid }, { directory }) => kid !== undefined && kid === directory.hub.ticketKey.kid],
  ["signature", (ticket, _, { directory }) => isSignedBy(ticket, directory.hub.ticketKey as JWK)],
]

/** Then, in the protocol's order: is it for this bridge, now, and for whoever brings it? */
const claimChecks: readonly [
  rule: string,
  holds: (
    claims: DeliveryTicketClaims,
    gate: Gate,
    presented: Presented,
  ) => boolean | Promise<boolean>,
][] = [
  ["issuer", ({ iss }, { hub }) => iss === hub],
  ["audience", ({ aud }, { client }) => aud === client],
  ["instance", ({ ins }, { instance }) => ins === instance],
  // One older than this process may have been used with the process before it.
  ["issuedBeforeBoot", ({ iat }, { bootedAt }) => iat >= seconds(bootedAt)],
  ["notYetIssued", ({ iat }, _, { now }) => iat <= seconds(now) + skewSeconds],
  ["expired", ({ exp }, _, { now }) => exp > seconds(now) - skewSeconds],
  ["livesTooLong", ({ iat, exp }) => exp <= iat + ticketSeconds],
  ["recipient", (claims, { directory }) => recipientOf(claims, directory) !== undefined],
  ["policy", (claims, { policy }, { now }) => policy.refuses(claims, now) !== "policy"],
  ["rate", (claims, { policy }, { now }) => policy.refuses(claims, now) !== "rate"],
  ["proof", proofHolds],
  ["logPromise", promiseHolds],
]

/**
 * Passes a ticket through every check up to the paper.
 *
 * @throws {TicketRefused} naming the first check that failed
 */
export async function passTicket(
  presented: Presented,
  gate: Gate,
): Promise<{ claims: DeliveryTicketClaims; recipient: DirectoryEntry }> {
  const { header, payload } = decoded(presented.ticket)
  for (const [rule, holds] of sealChecks) {
    if (!(await holds(presented.ticket, header, gate))) throw new TicketRefused(rule)
  }
  const claims = DeliveryTicketClaims.safeParse(payload)
  if (!claims.success) throw new TicketRefused("claims")
  for (const [rule, holds] of claimChecks) {
    if (!(await holds(claims.data, gate, presented))) throw new TicketRefused(rule)
  }
  const recipient = recipientOf(claims.data, gate.directory)
  if (recipient === undefined) throw new TicketRefused("recipient")
  return { claims: claims.data, recipient }
}

function decoded(jws: string): { header: ProtectedHeaderParameters; payload: unknown } {
  try {
    return { header: decodeProtectedHeader(jws), payload: decodeJwt(jws) }
  } catch {
    // No JWS at all: it has no type either, and is refused for that.
    return { header: {}, payload: undefined }
  }
}

async function isSignedBy(jws: string, key: JWK): Promise<boolean> {
  try {
    await compactVerify(jws, key, { algorithms: ["ES256"] })
    return true
  } catch {
    // Malformed or foreign: not signed by it.
    return false
  }
}

/** The active entry of the directory whose key the ticket is bound to, where it is the recipient's. */
function recipientOf(
  { cnf, rcp }: DeliveryTicketClaims,
  directory: Directory,
): DirectoryEntry | undefined {
  const entry = directory.byThumbprint(cnf.jkt)
  return entry?.client === rcp ? entry : undefined
}

/** DPoP (RFC 9449 §4.3): the ticket's key, this request, this ticket, now. */
async function proofHolds(
  { cnf }: DeliveryTicketClaims,
  { url }: Gate,
  { ticket, proof, method, path, now }: Presented,
): Promise<boolean> {
  try {
    const { payload } = await jwtVerify(proof, EmbeddedJWK, {
      algorithms: ["ES256"],
      typ: "dpop+jwt",
      currentDate: now,
    })
    const { jwk } = decodeProtectedHeader(proof)
    return (
      jwk !== undefined &&
      (await calculateJwkThumbprint(jwk)) === cnf.jkt &&
      payload["htm"] === method &&
      payload["htu"] === new URL(path, url).href &&
      payload["ath"] === createHash("sha256").update(ticket).digest("base64url") &&
      typeof payload.iat === "number" &&
      Math.abs(payload.iat - seconds(now)) <= skewSeconds &&
      // Not remembered: the ticket that it is bound to is good once.
      typeof payload.jti === "string"
    )
  } catch {
    // Any malformed or badly signed proof is the same refusal.
    return false
  }
}

/** The hub's signed word that this use is in the log. */
async function promiseHolds(
  { acc, logPromise }: DeliveryTicketClaims,
  { directory, hub }: Gate,
  { now }: Presented,
): Promise<boolean> {
  try {
    const { payload } = await jwtVerify(logPromise, directory.hub.logKey as JWK, {
      algorithms: ["ES256"],
      typ: "tongban-log-promise+jwt",
      issuer: hub,
      currentDate: now,
    })
    return payload["acc"] === acc
  } catch {
    // Unsigned, foreign or malformed: no promise.
    return false
  }
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000)
