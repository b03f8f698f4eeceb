import * as oauth from "oauth4webapi"
import * as z from "zod/mini"
import type { HubClock } from "../client-auth/hub-clock.ts"
import { signingKey } from "../client-auth/keys.ts"
import type { PrivateJwk } from "../client-auth/keys.ts"
import { discoverer, requestOptions } from "../client-auth/server.ts"

const scope =
  "openid profile offline_access case:create case:read case:change surface:create session:end"

export interface HubLoginOptions {
  issuer: string
  /** Audience of access tokens. */
  hub: string
  clientId: string
  redirectUri: string
  assertionKey: PrivateJwk
  /** Binds tokens: one key a process, in memory. */
  dpop: CryptoKeyPair
  clock: HubClock
}

const Claims = z.object({
  sub: z.string(),
  sid: z.string(),
  name_masked: z.string(),
  assurance: z.object({ level: z.int(), scheme: z.string(), value: z.string() }),
  auth_time: z._default(z.int(), 0),
  amr: z._default(z.array(z.string()), []),
})

export interface LoggedIn {
  claims: z.infer<typeof Claims>
  refreshToken: string
  accessToken: string
  expiresIn: number
}

/** The code flow with the hub: PAR, PKCE, private_key_jwt, DPoP (FAPI 2.0 profile). */
export interface HubLogin {
  /** Pushes the request and answers where the browser goes. */
  begin(request: { state: string; nonce: string; verifier: string }): Promise<URL>
  finish(
    callback: URL,
    expected: { state: string; nonce: string; verifier: string },
  ): Promise<LoggedIn>
  /** A new access token, or undefined where the hub says that the login has ended. */
  refresh(refreshToken: string): Promise<{ accessToken: string; expiresIn: number } | undefined>
}

export function hubLogin(options: HubLoginOptions): HubLogin {
  const { issuer, hub, clientId, redirectUri, assertionKey, dpop, clock } = options
  const discover = discoverer(issuer, clock)
  const client: oauth.Client = { client_id: clientId }
  const DPoP = oauth.DPoP(client, dpop)
  const http = () => ({ ...requestOptions(issuer, clock), DPoP })
  const authentication = async () =>
    oauth.PrivateKeyJwt({
      key: await signingKey(assertionKey),
      ...(assertionKey.kid !== undefined && { kid: assertionKey.kid }),
    })

  return {
    async begin({ state, nonce, verifier }) {
      const server = await discover()
      const parameters = {
        redirect_uri: redirectUri,
        response_type: "code",
        scope,
        resource: hub,
        state,
        nonce,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
      }
      const pushed = await oauth.pushedAuthorizationRequest(
        server,
        client,
        await authentication(),
        parameters,
        requestOptions(issuer, clock),
      )
      const { request_uri } = await oauth.processPushedAuthorizationResponse(server, client, pushed)
      const url = new URL(server.authorization_endpoint ?? "")
      url.searchParams.set("client_id", clientId)
      url.searchParams.set("request_uri", request_uri)
      return url
    },

    async finish(callback, { state, nonce, verifier }) {
      const server = await discover()
      const parameters = oauth.validateAuthResponse(server, client, callback, state)
      const response = await oauth.authorizationCodeGrantRequest(
        server,
        client,
        await authentication(),
        parameters,
        redirectUri,
        verifier,
        { ...http(), additionalParameters: { resource: hub } },
      )
      const answer = await oauth.processAuthorizationCodeResponse(server, client, response, {
        expectedNonce: nonce,
        requireIdToken: true,
      })
      await oauth.validateApplicationLevelSignature(server, response, requestOptions(issuer, clock))
      const claims = Claims.parse(oauth.getValidatedIdTokenClaims(answer))
      if (answer.refresh_token === undefined) throw new Error("the hub gave no refresh token")
      return {
        claims,
        refreshToken: answer.refresh_token,
        accessToken: answer.access_token,
        expiresIn: answer.expires_in ?? 0,
      }
    },

    async refresh(refreshToken) {
      const server = await discover()
      const response = await oauth.refreshTokenGrantRequest(
        server,
        client,
        await authentication(),
        refreshToken,
        {
          ...http(),
          additionalParameters: { resource: hub },
        },
      )
      try {
        const answer = await oauth.processRefreshTokenResponse(server, client, response)
        return { accessToken: answer.access_token, expiresIn: answer.expires_in ?? 0 }
      } catch (error) {
        if (error instanceof oauth.ResponseBodyError && error.error === "invalid_grant")
          return undefined
        throw error
      }
    },
  }
}
