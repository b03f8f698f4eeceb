import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { once } from "node:events"
import { createServer } from "node:http"
import type { Server } from "node:http"
import type { AddressInfo } from "node:net"
import { after, before, suite, test } from "node:test"
import { setTimeout as pause } from "node:timers/promises"
import { generateKeyPair, importJWK, SignJWT } from "jose"
import type { JWTPayload } from "jose"
import type { Gateway } from "@tongban/sdk/gateway"
import { he, otherPortalOrigin, portalOrigin } from "../../hub/test/support/hub-settings.ts"
import { HubWorld } from "../../hub/test/support/hub-world.ts"
import { sidsDuring } from "../../hub/test/support/sids.ts"

const event = "http://schemas.openid.net/event/backchannel-logout"
const path = "/tongban/backchannel-logout"

suite("OpenID Connect back-channel logout", () => {
  let world: HubWorld
  let server: Server
  let other: Gateway
  let posted: string[] = []
  let answered: number[] = []

  before(async () => {
    server = createServer((request, response) => {
      let body = ""
      request.on("data", (chunk: Buffer) => (body += chunk.toString()))
      request.on("end", () => {
        posted.push(new URLSearchParams(body).get("logout_token") ?? "")
        const headers = { "content-type": request.headers["content-type"] ?? "" }
        const asked = new Request(otherPortalOrigin + path, { method: "POST", headers, body })
        void other.fetch(asked).then(({ status }) => {
          answered.push(status)
          response.writeHead(status).end()
        })
      })
    })
    server.listen(0, "127.0.0.1")
    await once(server, "listening")
    const { port } = server.address() as AddressInfo
    const backChannelLogoutUri = `http://127.0.0.1:${port}${path}`
    world = await HubWorld.make({ "b-portal": { backChannelLogoutUri } })
    other = await world.otherGateway()
    // Only the back channel is left.
    await other.close()
  })
  after(async () => {
    server.close()
    await world.close()
  })

  const isSignedIn = async (cookie: string) => {
    const request = new Request(`${otherPortalOrigin}/tongban/session`, { headers: { cookie } })
    return ((await (await other.fetch(request)).json()) as { signedIn: boolean }).signedIn
  }

  const logInAtBoth = async () => {
    const gateway = await world.gateway()
    const { cookie, jar } = await world.logInThrough(gateway, he)
    const elsewhere = await world.logInAlso(other, jar)
    const logOut = () =>
      gateway.fetch(
        new Request(`${portalOrigin}/tongban/logout`, {
          method: "POST",
          headers: { cookie, origin: portalOrigin, "tongban-request": "1" },
        }),
      )
    return { cookie: elsewhere.cookie, logOut }
  }

  const post = (token: string) =>
    other.fetch(
      new Request(otherPortalOrigin + path, {
        method: "POST",
        body: new URLSearchParams({ logout_token: token }),
      }),
    )

  test("the hub posts a logout token to the portal that asked for it, and the session is over there", async () => {
    const { cookie, logOut } = await logInAtBoth()
    assert.ok(await isSignedIn(cookie))
    posted = []
    answered = []
    await logOut()
    while (answered.length === 0) await pause(5)
    assert.deepEqual(answered, [200])
    assert.equal(await isSignedIn(cookie), false)
    assert.doesNotMatch(posted[0] ?? "", new RegExp(he.name))
    assert.equal((await post(posted[0] ?? "")).status, 400, "the same token a second time")
  })

  /** A token as the hub would sign it for this session, changed. */
  const signed = async (
    sid: string,
    change: Record<string, unknown> = {},
    { typ = "logout+jwt", key }: { typ?: string; key?: CryptoKey } = {},
  ) => {
    const [jwk] = world.settings.keys.oidc.keys
    const now = Math.floor(Date.now() / 1000)
    const claims: JWTPayload = {
      iss: `${world.origin}/oidc`,
      aud: "b-portal",
      iat: now,
      exp: now + 120,
      jti: randomUUID(),
      sid,
      events: { [event]: {} },
      ...change,
    }
    return new SignJWT(claims)
      .setProtectedHeader({ alg: "ES256", typ, kid: String(jwk?.kid) })
      .sign(key ?? (await importJWK({ ...jwk, alg: "ES256" } as never)))
  }

  const minutesAgo = (minutes: number) => Math.floor(Date.now() / 1000) - minutes * 60

  const bad: [why: string, make: (sid: string) => Promise<string>][] = [
    ["another issuer", (sid) => signed(sid, { iss: "https://other.example/oidc" })],
    ["another audience", (sid) => signed(sid, { aud: "a-portal" })],
    ["made five minutes ago", (sid) => signed(sid, { iat: minutesAgo(5) })],
    ["run out", (sid) => signed(sid, { exp: minutesAgo(1) })],
    ["no jti", (sid) => signed(sid, { jti: undefined })],
    ["no sid", (sid) => signed(sid, { sid: undefined })],
    ["no event", (sid) => signed(sid, { events: undefined })],
    ["another event", (sid) => signed(sid, { events: { "http://example/other": {} } })],
    ["a nonce: an ID token, not a logout token", (sid) => signed(sid, { nonce: "n" })],
    ["another type of token", (sid) => signed(sid, {}, { typ: "JWT" })],
    [
      "another key",
      async (sid) => signed(sid, {}, { key: (await generateKeyPair("ES256")).privateKey }),
    ],
    ["no token at all", () => Promise.resolve("nonsense")],
    ["far too long", () => Promise.resolve("x".repeat(20_000))],
  ]
  for (const [why, make] of bad) {
    test(`refused, and the session stands: ${why}`, async () => {
      const { cookie, sid } = await session()
      const response = await post(await make(sid))
      assert.equal(response.status, 400)
      assert.equal(((await response.json()) as { error: string }).error, "invalid_request")
      assert.ok(await isSignedIn(cookie))
      assert.equal((await post(await signed(sid))).status, 200, "unchanged it is taken")
      assert.equal(await isSignedIn(cookie), false)
    })
  }

  /** A session at the other portal, and its name there. */
  async function session(): Promise<{ cookie: string; sid: string }> {
    const { done, sids } = await sidsDuring(logInAtBoth)
    return { cookie: done.cookie, sid: sids[1] ?? "" }
  }
})
