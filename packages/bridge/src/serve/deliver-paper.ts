import { createHash } from "node:crypto"
import { CompactEncrypt, importJWK, SignJWT } from "jose"
import type { JWK } from "jose"
import type { Answer } from "@tongban/standards"
import type { deliver } from "@tongban/standards/contract/owner"
import { passTicket, TicketRefused } from "./checks.ts"
import type { Gate, Presented } from "./checks.ts"
import { markCopy } from "../mark/mark.ts"
import { watermarkOf } from "../mark/watermark.ts"
import type { DeliveryTicketClaims } from "@tongban/standards"
import type { DeliveryLog } from "./delivery-log.ts"
import type { Papers } from "./papers.ts"
import { Problem } from "./problem.ts"
import type { UsedTickets } from "./used-tickets.ts"

export interface Serving {
  gate: Gate
  papers: Papers
  used: UsedTickets
  log: DeliveryLog
  /** The owner's private `sig` key. */
  key: JWK
}

/**
 * Protocol M12 to its end: every check, the whole file, the used ticket, the log line, the watermark; then
 * the first byte.
 *
 * @throws {TicketRefused} naming the check that failed
 * @throws {Problem} `paper_missing`, `paper_changed`; `paper_unmarkable` with the ticket used and logged
 */
export async function deliverPaper(
  { gate, papers, used, log, key }: Serving,
  presented: Presented,
): Promise<Answer<typeof deliver>> {
  const { claims, recipient } = await passTicket(presented, gate)
  const { acc, jti, ref, exp } = claims
  const at = presented.now.toISOString()

  const paper = await papers.read(ref)
  if (paper === undefined) throw new Problem("paper_missing")
  const { bytes, digest } = paper
  if (digest !== claims.dig) throw new Problem("paper_changed")
  if (!(await used.mark(jti, exp, presented.now))) throw new TicketRefused("replay")
  // Once more, and counted: of those that came at once only as many as the rate allows.
  const late = gate.policy.refuses(claims, presented.now)
  if (late !== undefined) throw new TicketRefused(late)
  gate.policy.count(claims, presented.now)
  await log.append({ at, jti, ref, item: claims.item, recipient: recipient.client, acc, digest })

  const given = await givenOut(bytes, claims, presented.now)
  const said = { acc, src: digest, out: digestOf(given.bytes), form: claims.form, at }
  const provenance = await new SignJWT({ ...said, ...given.said })
    .setProtectedHeader({ alg: "ES256", typ: "tongban-provenance+jwt" })
    .sign(await importJWK(key, "ES256"))
  const content = await new CompactEncrypt(given.bytes)
    .setProtectedHeader({ alg: "ECDH-ES+A256KW", enc: "A256GCM" })
    .encrypt(await importJWK(recipient.enc as JWK, "ECDH-ES+A256KW"))
  return { provenance, content }
}

/** What leaves: the original where the grant says so, else the copy with its watermark. */
async function givenOut(
  bytes: Uint8Array,
  claims: DeliveryTicketClaims,
  now: Date,
): Promise<{ bytes: Uint8Array; said: { watermark?: string } }> {
  if (claims.form === "original") return { bytes, said: {} }
  const watermark = watermarkOf(claims, now)
  const [mediaType = ""] = claims.mediaType.toLowerCase().split(";")
  const marked = await markCopy({ bytes, mediaType: mediaType.trim(), watermark })
  return { bytes: marked, said: { watermark: watermark.id } }
}

const digestOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex")
