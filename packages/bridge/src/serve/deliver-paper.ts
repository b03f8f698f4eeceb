import { CompactEncrypt, importJWK, SignJWT } from "jose"
import type { JWK } from "jose"
import type { Answer } from "@tongban/standards"
import type { deliver } from "@tongban/standards/contract/owner"
import { passTicket, TicketRefused } from "./checks.ts"
import type { Gate, Presented } from "./checks.ts"
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
 * Protocol M12 to its end: every check, the whole file, the mark, the log line; then the first byte.
 *
 * @throws {TicketRefused} naming the check that failed
 * @throws {Problem} `paper_missing`, `paper_changed`
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
  if (!used.mark(jti, exp, presented.now)) throw new TicketRefused("replay")
  await log.append({ at, jti, ref, recipient: recipient.client, acc, digest })

  const provenance = await new SignJWT({ acc, src: digest, out: digest, watermark: false, at })
    .setProtectedHeader({ alg: "ES256", typ: "tongban-provenance+jwt" })
    .sign(await importJWK(key, "ES256"))
  const content = await new CompactEncrypt(bytes)
    .setProtectedHeader({ alg: "ECDH-ES+A256KW", enc: "A256GCM" })
    .encrypt(await importJWK(recipient.enc as JWK, "ECDH-ES+A256KW"))
  return { provenance, content }
}
