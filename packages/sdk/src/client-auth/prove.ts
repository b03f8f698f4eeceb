import { base64url, SignJWT } from "jose"
import { publicHalf, signingKey } from "./keys.ts"
import type { PrivateJwk } from "./keys.ts"

/**
 * A DPoP proof (RFC 9449 §4.2) for one request, bound to the token by `ath`.
 *
 * @param url - the request's URL; query and fragment are left out of `htu`
 * @param at - the time, as the other side has it
 */
export async function proveRequest(
  key: PrivateJwk,
  method: string,
  url: string,
  token: string,
  at = new Date(),
): Promise<string> {
  const htu = new URL(url)
  htu.search = ""
  htu.hash = ""
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token))
  const { kid: _, ...jwk } = publicHalf(key)
  return new SignJWT({
    htm: method.toUpperCase(),
    htu: htu.href,
    ath: base64url.encode(new Uint8Array(digest)),
    jti: crypto.randomUUID(),
  })
    .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk })
    .setIssuedAt(at)
    .sign(await signingKey(key))
}
