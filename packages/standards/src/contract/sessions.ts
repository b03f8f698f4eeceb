import * as z from "zod/mini"
import { endpoint } from "./endpoint.ts"
import { ownOnly } from "./reach.ts"
import { openCode } from "../nouns/bounds.ts"
import { Id, Instant } from "../nouns/values.ts"

/** One event of `sessions.watch`. It names a login by a random id and nobody by anything. */
export const SessionEvent = z.object({
  /**
   * - `ended`: the login that `sid` names is over, at every portal;
   * - `following`: all that was missed has been told, what comes from here on is told as it happens.
   *
   * Types unknown to this version may come.
   */
  type: openCode(),
  /** The login, as the `sid` of the portal's own ID token: another portal knows it by another name. */
  sid: z.optional(Id),
  at: Instant,
})
export type SessionEvent = z.infer<typeof SessionEvent>

/**
 * The logins that have ended, for a portal that took part in them (protocol §3, logout). Resumable:
 * `Last-Event-ID` repeats what came after it, and some of what came before; without it the last five
 * minutes are told, the life of an access token.
 */
export const watchSessions = endpoint({
  id: "sessions.watch",
  kind: "stream",
  method: "GET",
  path: "/v1/session-events",
  summary: "Follow which logins of this portal have ended, by server-sent events.",
  callers: ["portal"],
  reach: [{ object: "login", at: "answer", none: "served", sees: { portal: ownOnly } }],
  answer: SessionEvent,
  problems: ["stopping"],
})

/** Ends the citizen's login at the hub, and with it at every department. */
export const endSession = endpoint({
  id: "session.end",
  kind: "json",
  method: "DELETE",
  path: "/v1/session",
  summary: "Log the citizen out of the hub and of all departments.",
  callers: ["citizen"],
  reach: [],
  scope: "session:end",
  status: 204,
  problems: [],
})
