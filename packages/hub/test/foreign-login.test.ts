import assert from "node:assert/strict"
import { after, before, suite, test } from "node:test"
import { importJWK } from "jose"
import type { JWK } from "jose"
import * as client from "openid-client"
import type { PrivateJwk } from "@tongban/sdk/client-auth"
import { he, portalOrigin } from "./support/hub-settings.ts"
import type { ClientId } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"
import { Jar } from "./support/jar.ts"

async function cryptoKey(jwk: JWK, options?: { extractable: boolean }): Promise<CryptoKey> {
  const key = await importJWK(jwk, "ES256", options)
  assert.ok(!(key instanceof Uint8Array))
  return key
}

/** A client that we did not write, at our identity provider. */
suite("openid-client, certified for FAPI 2.0, at the hub", () => {
  let world: HubWorld

  before(async () => {
    world = await HubWorld.make()
  })
  after(() => world.close())

  const discovered = async (id: ClientId) => {
    const { issuer, clientId, assertionKey } = world.identity(id)
    return client.discovery(
      new URL(issuer),
      clientId,
      undefined,
      client.PrivateKeyJwt(await cryptoKey(assertionKey)),
      { execute: [client.allowInsecureRequests] },
    )
  }
  const boundBy = async (config: client.Configuration, jwk: PrivateJwk) => {
    const { d: _, ...half } = jwk
    const publicKey = await cryptoKey(half, { extractable: true })
    return client.getDPoPHandle(config, { privateKey: await cryptoKey(jwk), publicKey })
  }

  test("a department's system: private_key_jwt, a token bound by DPoP, and the hub's own answer", async () => {
    const config = await discovered("a-sync")
    const DPoP = await boundBy(config, world.key("a-sync"))
    const resource = world.origin
    const { access_token, token_type } = await client.clientCredentialsGrant(
      config,
      { resource },
      { DPoP },
    )
    assert.equal(token_type, "dpop")
    const url = new URL("/v1/cases", world.origin)
    const get = (with_: object) =>
      client.fetchProtectedResource(config, access_token, url, "GET", undefined, undefined, with_)
    const answer = await get({ DPoP })
    assert.equal(answer.status, 200)
    assert.ok(Array.isArray(((await answer.json()) as { items: unknown }).items))
    const stolen = await fetch(url, { headers: { authorization: `Bearer ${access_token}` } })
    assert.equal(stolen.status, 401, "the token alone is worth nothing")
  })

  test("a portal: pushed request, PKCE, the login, the code, and who it is", async () => {
    const config = await discovered("a-portal")
    const DPoP = await boundBy(config, world.key("a-portal"))
    const redirectUri = `${portalOrigin}/tongban/callback`
    const verifier = client.randomPKCECodeVerifier()
    const [state, nonce] = [client.randomState(), client.randomNonce()]
    const to = await client.buildAuthorizationUrlWithPAR(config, {
      redirect_uri: redirectUri,
      scope: "openid profile case:read",
      resource: world.origin,
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    })
    assert.deepEqual([...to.searchParams.keys()].sort(), ["client_id", "request_uri"])

    const callback = await world.logInAt(new Jar(), to.href, he)
    const tokens = await client.authorizationCodeGrant(
      config,
      new URL(callback),
      { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce },
      { resource: world.origin },
      { DPoP },
    )
    assert.equal(tokens.claims()?.["name_masked"], "*秋月")
    const again = client.authorizationCodeGrant(
      config,
      new URL(callback),
      { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce },
      { resource: world.origin },
      { DPoP },
    )
    await assert.rejects(again, { error: "invalid_grant" }, "a code is good once")
  })
})
