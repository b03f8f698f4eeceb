import * as oauth from "oauth4webapi"
import { hubClock, withClock } from "./hub-clock.ts"
import { keyPair, signingKey } from "./keys.ts"
import type { PrivateJwk } from "./keys.ts"
import { proveRequest } from "./prove.ts"
import { discoverer, requestOptions } from "./server.ts"

/** A client as the hub registered it, and its two keys. */
export interface ClientAuthOptions {
  /** The hub's issuer, `https://hub…/oidc`. */
  issuer: string
  clientId: string
  /** Signs the client's assertions (private_key_jwt, ES256). */
  assertionKey: PrivateJwk
  /** Binds tokens (DPoP, ES256). For a redeem client this is its release key in the directory. */
  dpopKey: PrivateJwk
  /** Used instead of the global one, for tokens. */
  fetch?: typeof globalThis.fetch
}

/**
 * How a department's client proves itself. Servers only: its keys never reach a page. Where the hub refuses for
 * this machine's clock, it is asked once more by its own: up to an hour off, everything is signed so from then on.
 */
export interface ClientAuth {
  /**
   * Headers for one request: a DPoP-bound access token and its proof.
   *
   * @throws {Error} where the hub is away or refuses the client; where our clocks differ by more than an hour,
   *   it says so
   */
  authorize(method: string, url: string): Promise<Record<string, string>>
  /** A DPoP proof for a token that is not the hub's own, such as a delivery ticket. */
  prove(method: string, url: string, token: string): Promise<string>
}

/** Tokens are renewed this long before they end. */
const marginMs = 30_000

/**
 * private_key_jwt and DPoP for a department's client (client credentials, RFC 7523, RFC 9449).
 *
 * @example
 * ```ts
 * import { readFileSync } from "node:fs"
 * import { clientAuth } from "@tongban/sdk/client-auth"
 * import type { PrivateJwk } from "@tongban/sdk/client-auth"
 *
 * const key = (file: string) => JSON.parse(readFileSync(file, "utf8")) as PrivateJwk
 * const auth = clientAuth({
 *   issuer: "https://hub.example.gov.cn/oidc",
 *   clientId: "scjg-sync",
 *   assertionKey: key("assertion.json"),
 *   dpopKey: key("dpop.json"),
 * })
 * console.log(await auth.prove("GET", "https://hub.example.gov.cn/v1/cases", "a token"))
 * ```
 */
export function clientAuth({
  issuer,
  clientId,
  assertionKey,
  dpopKey,
  fetch,
}: ClientAuthOptions): ClientAuth {
  const clock = hubClock(fetch)
  const discover = discoverer(issuer, clock)
  let current: { token: string; until: number } | undefined
  let fetching: Promise<string> | undefined

  const requestToken = async (server: oauth.AuthorizationServer) => {
    const client: oauth.Client = { client_id: clientId, [oauth.clockSkew]: clock.offsetMs / 1000 }
    const authentication = oauth.PrivateKeyJwt({
      key: await signingKey(assertionKey),
      ...(assertionKey.kid !== undefined && { kid: assertionKey.kid }),
    })
    const DPoP = oauth.DPoP(client, await keyPair(dpopKey))
    const parameters = { resource: new URL(issuer).origin }
    const options = { ...requestOptions(issuer, clock), DPoP }
    const request = async () => {
      const response = await oauth.clientCredentialsGrantRequest(
        server,
        client,
        authentication,
        parameters,
        options,
      )
      return oauth.processClientCredentialsResponse(server, client, response)
    }
    return request().catch((error: unknown) => {
      if (oauth.isDPoPNonceError(error)) return request()
      throw error
    })
  }

  const fetchToken = async (): Promise<string> => {
    const server = await discover()
    const answer = await requestToken(server).catch((error: unknown) => {
      if (clock.learn()) return requestToken(server)
      throw error
    })
    current = {
      token: answer.access_token,
      until: Date.now() + (answer.expires_in ?? 60) * 1000 - marginMs,
    }
    return answer.access_token
  }

  const token = async (): Promise<string> => {
    if (current !== undefined && current.until > Date.now()) return current.token
    // One request for all who wait.
    fetching ??= fetchToken()
      .catch((error: unknown) => {
        throw withClock(error, clock)
      })
      .finally(() => {
        fetching = undefined
      })
    return fetching
  }

  const prove = (method: string, url: string, bound: string) =>
    proveRequest(dpopKey, method, url, bound, new Date(Date.now() + clock.offsetMs))

  return {
    async authorize(method, url) {
      const accessToken = await token()
      return {
        authorization: `DPoP ${accessToken}`,
        dpop: await prove(method, url, accessToken),
      }
    },
    prove,
  }
}
