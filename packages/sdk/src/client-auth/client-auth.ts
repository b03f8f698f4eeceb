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
}

/** How a department's client proves itself. Servers only: its keys never reach a page. */
export interface ClientAuth {
  /**
   * Headers for one request: a DPoP-bound access token and its proof.
   *
   * @throws {Error} where the hub is away or refuses the client; where our clocks differ too much, it says so
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
}: ClientAuthOptions): ClientAuth {
  const clock = hubClock()
  const discover = discoverer(issuer, clock)
  let current: { token: string; until: number } | undefined
  let fetching: Promise<string> | undefined

  const fetchToken = async (): Promise<string> => {
    const server = await discover()
    const client: oauth.Client = { client_id: clientId }
    const authentication = oauth.PrivateKeyJwt({
      key: await signingKey(assertionKey),
      ...(assertionKey.kid !== undefined && { kid: assertionKey.kid }),
    })
    const DPoP = oauth.DPoP(client, await keyPair(dpopKey))
    const resource = new URL(issuer).origin
    const request = async () => {
      const options = { ...requestOptions(issuer, clock), DPoP }
      const response = await oauth.clientCredentialsGrantRequest(
        server,
        client,
        authentication,
        { resource },
        options,
      )
      return oauth.processClientCredentialsResponse(server, client, response)
    }
    const answer = await request().catch((error: unknown) => {
      if (oauth.isDPoPNonceError(error)) return request()
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

  return {
    async authorize(method, url) {
      const accessToken = await token()
      return {
        authorization: `DPoP ${accessToken}`,
        dpop: await proveRequest(dpopKey, method, url, accessToken),
      }
    },
    prove: (method, url, ticket) => proveRequest(dpopKey, method, url, ticket),
  }
}
