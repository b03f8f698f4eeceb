import * as oauth from "oauth4webapi"
import type { HubClock } from "./hub-clock.ts"

/** Whether a URL is plain http to this machine itself: the sandbox. Anything else must be https. */
export function isLoopbackHttp(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  const loopback =
    hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname)
  return protocol === "http:" && loopback
}

/** @throws {TypeError} for plain http to another machine */
export function requireSecure(url: string, what: string): void {
  if (URL.canParse(url) && (new URL(url).protocol === "https:" || isLoopbackHttp(url))) return
  throw new TypeError(
    `${what} must be an https address (plain http is for this machine's own loopback only): ${url}`,
  )
}

/** Options of every request to the authorization server. */
export const requestOptions = (issuer: string, clock: HubClock) => ({
  [oauth.customFetch]: clock.fetch,
  [oauth.allowInsecureRequests]: isLoopbackHttp(issuer),
  signal: () => AbortSignal.timeout(10_000),
})

/** Reads the server's metadata once; a failed read is tried again by the next caller. */
export function discoverer(
  issuer: string,
  clock: HubClock,
): () => Promise<oauth.AuthorizationServer> {
  requireSecure(issuer, "the issuer")
  let known: Promise<oauth.AuthorizationServer> | undefined
  const read = async () => {
    const url = new URL(issuer)
    const response = await oauth.discoveryRequest(url, requestOptions(issuer, clock))
    return oauth.processDiscoveryResponse(url, response)
  }
  return () => {
    known ??= read().catch((error: unknown) => {
      known = undefined
      throw error
    })
    return known
  }
}
