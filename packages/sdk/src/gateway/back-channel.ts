import { createRemoteJWKSet, errors, jwtVerify } from "jose"
import type { JWTPayload } from "jose"

const logoutEvent = "http://schemas.openid.net/event/backchannel-logout"
/** A logout token is taken for this long after it was made. */
const freshSeconds = 120
const skewSeconds = 30
/** A longer body is no logout token. */
const longest = 16 * 1024

export interface BackChannelOptions {
  issuer: string
  clientId: string
  now(): Date
}

/**
 * OpenID Connect Back-Channel Logout 1.0, §2.5 to 2.8: who posts here is known by the token alone.
 *
 * @param onEnded - called with the login's `sid` where the token is good
 */
export function backChannelLogout(
  { issuer, clientId, now }: BackChannelOptions,
  onEnded: (sid: string) => void,
): (request: Request) => Promise<Response> {
  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`))
  /** Tokens taken, until nobody would take them any more. */
  const used = new Map<string, number>()

  const sidOf = async (token: string): Promise<string | undefined> => {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience: clientId,
      algorithms: ["ES256"],
      typ: "logout+jwt",
      requiredClaims: ["iat", "exp", "jti", "events", "sid"],
      maxTokenAge: freshSeconds,
      clockTolerance: skewSeconds,
      currentDate: now(),
    })
    if (!isLogout(payload)) return undefined
    const at = now().getTime()
    for (const [jti, until] of used) {
      if (until > at) break
      used.delete(jti)
    }
    if (used.has(payload.jti)) return undefined
    used.set(payload.jti, at + (freshSeconds + 2 * skewSeconds) * 1000)
    return payload.sid
  }

  return async (request) => {
    const body = await request.text()
    const token = new URLSearchParams(body.length > longest ? "" : body).get("logout_token")
    try {
      const sid = token === null ? undefined : await sidOf(token)
      if (sid === undefined) return refusal("no logout token, or one that was used before")
      onEnded(sid)
      return new Response(null, { status: 200, headers: { "cache-control": "no-store" } })
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error
      return refusal(error.message)
    }
  }
}

/** The claims that make it a logout token, and no other token of the hub's (§2.6). */
function isLogout(payload: JWTPayload): payload is JWTPayload & { sid: string; jti: string } {
  const { events, sid, jti, nonce } = payload
  const said = (events as Record<string, unknown> | undefined)?.[logoutEvent]
  return (
    typeof said === "object" &&
    said !== null &&
    typeof sid === "string" &&
    typeof jti === "string" &&
    nonce === undefined
  )
}

const refusal = (why: string): Response =>
  Response.json(
    { error: "invalid_request", error_description: why },
    { status: 400, headers: { "cache-control": "no-store" } },
  )
