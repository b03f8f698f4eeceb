import * as z from "zod/mini"
import { SchemeValue } from "@tongban/standards"

/** What the session cookie holds: no access token, never rewritten by a refresh (protocol §3). */
export const Session = z.object({
  /** The hub login that it stems from. */
  sid: z.string(),
  /** The person's pairwise subject at this department. */
  sub: z.string(),
  /** `*秋月` */
  name: z.string(),
  assurance: z.extend(SchemeValue, { level: z.int() }),
  authTime: z.int(),
  amr: z.array(z.string()),
  /** Seconds since the epoch. */
  startedAt: z.int(),
  /** Seconds since the epoch; absolute. */
  endsAt: z.int(),
  /** Opaque. */
  refreshToken: z.string(),
})
export type Session = z.infer<typeof Session>

/** Who is logged in at the portal, for its own server. */
export interface GatewaySession {
  /** Pairwise at the department: the same person always has the same one here. */
  sub: string
  /** The masked name, `*秋月`. */
  name: string
  assurance: { level: number; scheme: string; value: string }
  /** RFC 3339 */
  endsAt: string
}

export const viewSession = ({ sub, name, assurance, endsAt }: Session): GatewaySession => ({
  sub,
  name,
  assurance,
  endsAt: new Date(endsAt * 1000).toISOString(),
})

/** What a login under way remembers. */
export const Transaction = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
})
export type Transaction = z.infer<typeof Transaction>

/** Seconds. Plain http is a registered exception with short sessions (protocol §2). */
export const sessionSeconds = { https: 8 * 3600, http: 30 * 60 }
export const transactionSeconds = 600
/** Logins under way in one browser. */
export const mostTransactions = 5
