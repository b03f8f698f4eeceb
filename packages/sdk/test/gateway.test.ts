import assert from "node:assert/strict"
import { after, before, suite, test } from "node:test"
import type { Gateway, GatewayOptions } from "@tongban/sdk/gateway"
import { he, portalOrigin } from "../../hub/test/support/hub-settings.ts"
import { HubWorld } from "../../hub/test/support/hub-world.ts"

const keyOne = `k1:${"A".repeat(42)}A`
const keyTwo = `k2:${"B".repeat(42)}A`

suite("the session gateway, against a real hub", () => {
  let world: HubWorld

  before(async () => {
    world = await HubWorld.make()
  })
  after(() => world.close())

  const gatewayWith = (change: Partial<GatewayOptions> = {}): Promise<Gateway> =>
    world.gateway({ cookieKeys: keyOne, ...change })

  const at = (path: string, cookie = "", init: RequestInit = {}) =>
    new Request(portalOrigin + path, {
      ...init,
      headers: [["cookie", cookie], ...new Headers(init.headers)],
    })

  const own = { origin: portalOrigin, "tongban-request": "1" }

  const logIn = (gateway: Gateway, returnTo = "/") => world.logInThrough(gateway, he, returnTo)

  const sessionOf = async (gateway: Gateway, cookie: string) =>
    (await (await gateway.fetch(at("/tongban/session", cookie))).json()) as Record<string, unknown>

  test("a login ends at the page that it began on, with an HttpOnly cookie and no token in sight", async () => {
    const gateway = await gatewayWith()
    const { cookie, answers, location } = await logIn(gateway, "/apply?item=1#part")
    assert.equal(location, "/apply?item=1#part")
    const set = answers[1]?.headers.getSetCookie().at(-1) ?? ""
    assert.match(set, /^tongban-[0-9a-f]{8}=.*; HttpOnly; SameSite=Lax$/)
    assert.match(set, /Max-Age=1800;/, "30 minutes at most over plain http")
    assert.ok(set.length < 2048)
    const session = await sessionOf(gateway, cookie)
    assert.deepEqual([session["signedIn"], session["name"]], [true, "*秋月"])
    for (const answer of answers) assert.doesNotMatch(await answer.text(), /eyJ/)
    assert.doesNotMatch(JSON.stringify(session), /eyJ|refresh|370699/)
  })

  test("a login that began on a page in GBK ends at that page, byte for byte", async () => {
    const page = "/apply?place=%B3%CE%CD%E5&name=%ba%ce"
    assert.equal((await logIn(await gatewayWith(), page)).location, page)
  })

  test("the cookie key lost, or another sealed it: nobody is logged in", async () => {
    const { cookie } = await logIn(await gatewayWith())
    assert.deepEqual(await sessionOf(await gatewayWith({ cookieKeys: keyTwo }), cookie), {
      signedIn: false,
    })
    const rotated = await gatewayWith({ cookieKeys: `${keyTwo},${keyOne}` })
    assert.equal((await sessionOf(rotated, cookie))["signedIn"], true, "an older key still opens")
  })

  test("a cookie that was tampered with, or is another portal's, is no cookie", async () => {
    const gateway = await gatewayWith()
    const { cookie } = await logIn(gateway)
    const [name = "", value = ""] = cookie.split("; ").at(-1)?.split("=") ?? []
    for (const at of [20, value.length - 3]) {
      const other = value.charAt(at) === "x" ? "y" : "x"
      const tampered = `${name}=${value.slice(0, at)}${other}${value.slice(at + 1)}`
      assert.deepEqual(await sessionOf(gateway, tampered), { signedIn: false })
    }
    const neighbour = await gatewayWith({ origin: "http://127.0.0.1:65003" })
    const begun = await neighbour.fetch(
      new Request("http://127.0.0.1:65003/tongban/session", { headers: { cookie } }),
    )
    assert.deepEqual(await begun.json(), { signedIn: false }, "another name")
    const theirName = await neighbourCookieName(neighbour)
    const moved = await neighbour.fetch(
      new Request("http://127.0.0.1:65003/tongban/session", {
        headers: { cookie: `${theirName}=${value}` },
      }),
    )
    assert.deepEqual(
      await moved.json(),
      { signedIn: false },
      "bound to its origin, whatever its name",
    )
  })

  /** The name of a gateway's session cookie, from the one that a logout clears. */
  async function neighbourCookieName(gateway: Gateway): Promise<string> {
    const origin = "http://127.0.0.1:65003"
    const response = await gateway.fetch(
      new Request(`${origin}/tongban/logout`, {
        method: "POST",
        headers: { origin, "tongban-request": "1" },
      }),
    )
    return response.headers.getSetCookie()[0]?.split("=")[0] ?? ""
  }

  for (const evil of [
    "//evil.example",
    "/..//evil.example",
    "/.//evil.example",
    "/\\evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "/\u0000",
    "",
    "apply",
  ]) {
    test(`the way back never leads elsewhere: ${JSON.stringify(evil)}`, async () => {
      assert.equal((await logIn(await gatewayWith(), evil)).location, "/")
    })
  }

  test("a write needs the header and the origin of the portal's own page", async () => {
    const gateway = await gatewayWith()
    const { cookie } = await logIn(gateway)
    const refused = [
      {},
      { origin: portalOrigin },
      { "tongban-request": "1" },
      { ...own, origin: "http://evil.example" },
      { ...own, "sec-fetch-site": "same-site" },
    ]
    for (const headers of refused) {
      const response = await gateway.fetch(
        at("/tongban/logout", cookie, {
          method: "POST",
          headers: headers as Record<string, string>,
        }),
      )
      assert.equal(response.status, 403, JSON.stringify(headers))
    }
    assert.equal((await sessionOf(gateway, cookie))["signedIn"], true, "nothing happened")
  })

  test("a callback that this browser did not begin, or uses twice, logs nobody in", async () => {
    const gateway = await gatewayWith()
    const stranger = await gateway.fetch(at("/tongban/callback?code=x&state=y"))
    assert.equal(stranger.headers.get("location"), "/#tongban-login=login_required")
    assert.deepEqual(stranger.headers.getSetCookie(), [])
    const begun = await gateway.fetch(at("/tongban/login?return=/apply"))
    const transaction = begun.headers.getSetCookie()[0]?.split(";")[0] ?? ""
    const state = transaction.split("=")[0]?.split("-login-")[1] ?? ""
    const foreign = await gateway.fetch(
      at(`/tongban/callback?code=x&state=${state}&iss=${world.origin}/oidc`, transaction),
    )
    assert.match(foreign.headers.get("location") ?? "", /^\/apply#tongban-login=/)
    assert.ok(
      foreign.headers.getSetCookie().every((line) => line.includes("Max-Age=0")),
      "no session was made",
    )
  })

  test("at most five logins are under way in one browser", async () => {
    const gateway = await gatewayWith()
    let cookies: string[] = []
    for (let i = 0; i < 7; i++) {
      const begun = await gateway.fetch(at("/tongban/login", cookies.join("; ")))
      for (const line of begun.headers.getSetCookie()) {
        const [pair = ""] = line.split(";")
        const [name = ""] = pair.split("=")
        cookies = cookies.filter((each) => !each.startsWith(`${name}=`))
        if (!line.includes("Max-Age=0")) cookies.push(pair)
      }
    }
    assert.equal(cookies.length, 5)
  })

  test("a process that never saw the session refreshes once, however many ask", async () => {
    const { cookie } = await logIn(await gatewayWith())
    const fresh = await gatewayWith()
    const real = globalThis.fetch
    let refreshes = 0
    globalThis.fetch = (input, init) => {
      if (init?.body instanceof URLSearchParams && init.body.get("grant_type") === "refresh_token")
        refreshes++
      return real(input, init)
    }
    try {
      const answers = await Promise.all(Array.from({ length: 20 }, () => sessionOf(fresh, cookie)))
      assert.ok(answers.every(({ signedIn }) => signedIn === true))
    } finally {
      globalThis.fetch = real
    }
    assert.equal(refreshes, 1)
  })

  test("logged out in one process, the session is over in the next one too", async () => {
    const { cookie } = await logIn(await gatewayWith())
    const [one, other] = [await gatewayWith(), await gatewayWith()]
    const left = await one.fetch(at("/tongban/logout", cookie, { method: "POST", headers: own }))
    assert.deepEqual(await left.json(), { endedAtHub: true })
    assert.ok(left.headers.getSetCookie()[0]?.includes("Max-Age=0"))
    const after = await other.fetch(at("/tongban/session", cookie))
    assert.deepEqual(await after.json(), { signedIn: false })
    assert.ok(after.headers.getSetCookie()[0]?.includes("Max-Age=0"), "the dead cookie is cleared")
  })

  test("only what is listed passes to the hub, and only as somebody", async () => {
    const gateway = await gatewayWith()
    const { cookie } = await logIn(gateway)
    for (const path of [
      "/tongban/v1/redemptions",
      "/tongban/v1/materials",
      "/tongban/v1/cases/..%2f..",
      "/tongban/v1/surface/held",
    ]) {
      assert.equal((await gateway.fetch(at(path, cookie))).status, 404, path)
    }
    const nobody = await gateway.fetch(at("/tongban/v1/cases/some-case"))
    assert.equal(nobody.status, 401)
  })

  test("without a script, its address says so and how to mend it", async () => {
    const answer = await (await gatewayWith()).fetch(at("/tongban/tongban.js"))
    assert.equal(answer.status, 404)
    assert.match(
      await answer.text(),
      /createGateway was given no script.*\n.*@tongban\/elements\/tongban\.js/,
    )
    const served = await gatewayWith({ script: new TextEncoder().encode("let a") })
    assert.equal(await (await served.fetch(at("/tongban/tongban.js"))).text(), "let a")
  })

  test("wrong settings are named", async () => {
    await assert.rejects(
      gatewayWith({ cookieKeys: "" }),
      /option cookieKeys holds no key.*randomBytes/,
    )
    await assert.rejects(
      gatewayWith({ cookieKeys: "k1:short" }),
      /key 1 of the option cookieKeys.*randomBytes/,
    )
    await assert.rejects(gatewayWith({ transport: "https" }), /is not https/)
    await assert.rejects(
      gatewayWith({ hub: "http://hub.example.gov.cn" }),
      /must be an https address/,
    )
  })
})

test("the hub away: a login comes back to the page with the fault, a session stands", async () => {
  const world = await HubWorld.make()
  const gateway = await world.gateway()
  await world.close()
  const begun = await gateway.fetch(new Request(`${portalOrigin}/tongban/login?return=/apply`))
  assert.equal(begun.headers.get("location"), "/apply#tongban-login=unavailable")
})
