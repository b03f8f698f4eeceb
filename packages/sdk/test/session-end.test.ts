import assert from "node:assert/strict"
import { after, afterEach, before, suite, test } from "node:test"
import { setTimeout as pause } from "node:timers/promises"
import type { Case } from "@tongban/standards"
import type { Gateway } from "@tongban/sdk/gateway"
import { he, item, otherPortalOrigin, portalOrigin } from "../../hub/test/support/hub-settings.ts"
import { HubWorld } from "../../hub/test/support/hub-world.ts"

/** The promise to whoever logs out: every portal follows within this time (protocol §3). */
const followedWithinMs = 1_000
const cookieKeys = `k1:${"A".repeat(42)}A`
const own = { origin: portalOrigin, "tongban-request": "1" }

const isSignedIn = async (gateway: Gateway, origin: string, cookie: string): Promise<boolean> => {
  const request = new Request(`${origin}/tongban/session`, { headers: { cookie } })
  const answer = (await (await gateway.fetch(request)).json()) as { signedIn?: boolean }
  assert.ok(answer.signedIn !== undefined, JSON.stringify(answer))
  return answer.signedIn
}

const logOut = (gateway: Gateway, cookie: string) =>
  gateway.fetch(
    new Request(`${portalOrigin}/tongban/logout`, { method: "POST", headers: { ...own, cookie } }),
  )

/** Resolves once something holds; it is looked at often, for ten seconds. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  const began = performance.now()
  while (!(await holds())) {
    assert.ok(performance.now() - began < 10_000, `not within 10 s: ${String(holds)}`)
    await pause(5)
  }
}

/** The hub without its session events: as an older one, or as a line that is cut. */
function withoutSessionEvents(answer: () => Response): { asked: number[]; restore(): void } {
  const real = globalThis.fetch
  const asked: number[] = []
  globalThis.fetch = (input, init) => {
    const address = input instanceof Request ? input.url : String(input)
    if (!address.endsWith("/v1/session-events")) return real(input, init)
    asked.push(performance.now())
    return Promise.resolve(answer())
  }
  return {
    asked,
    restore: () => {
      globalThis.fetch = real
    },
  }
}

suite("a login that ends is over at every portal", () => {
  let world: HubWorld

  before(async () => {
    world = await HubWorld.make()
  })
  afterEach(() => world.closeGateways())
  after(() => world.close())

  test("another process of the portal and another portal follow within a second", async () => {
    const [one, two] = [await world.gateway({ cookieKeys }), await world.gateway({ cookieKeys })]
    const other = await world.otherGateway({ cookieKeys })
    const { cookie, jar } = await world.logInThrough(one, he)
    const elsewhere = await world.logInAlso(other, jar)
    assert.ok(await isSignedIn(two, portalOrigin, cookie))
    assert.ok(await isSignedIn(other, otherPortalOrigin, elsewhere.cookie))

    const left = performance.now()
    await logOut(one, cookie)
    await until(async () => !(await isSignedIn(two, portalOrigin, cookie)))
    await until(async () => !(await isSignedIn(other, otherPortalOrigin, elsewhere.cookie)))
    const took = performance.now() - left
    assert.ok(took < followedWithinMs, `after ${took} ms, promised within ${followedWithinMs} ms`)
    console.log(
      `from the click to the last portal that follows: ${took.toFixed(0)} ms ` +
        `(promised: ${followedWithinMs} ms)`,
    )
    const request = new Request(`${portalOrigin}/`, { headers: { cookie } })
    assert.equal(await two.session(request), undefined, "the portal's own server is told too")
    await assert.rejects(two.openDraft(request, item.code), { code: "login_required" })
  })

  test("who stays logged in elsewhere is left alone", async () => {
    const gateway = await world.gateway({ cookieKeys })
    const [mine, other] = [
      await world.logInThrough(gateway, he),
      await world.logInThrough(gateway, he),
    ]
    await logOut(gateway, mine.cookie)
    assert.equal(await isSignedIn(gateway, portalOrigin, mine.cookie), false)
    assert.equal(await isSignedIn(gateway, portalOrigin, other.cookie), true)
  })

  test("a page's open stream ends with the login", async () => {
    const [one, two] = [await world.gateway({ cookieKeys }), await world.gateway({ cookieKeys })]
    const { cookie } = await world.logInThrough(one, he)
    const { id } = await one.openDraft(
      new Request(portalOrigin, { headers: { cookie } }),
      item.code,
    )
    const stream = await two.fetch(
      new Request(`${portalOrigin}/tongban/v1/cases/${id}/events`, { headers: { cookie } }),
    )
    const reader = (stream.body as ReadableStream<Uint8Array>).getReader()
    const first = new TextDecoder().decode((await reader.read()).value)
    const [, data = ""] = /^data: (.*)$/m.exec(first) ?? []
    assert.equal((JSON.parse(data) as Case).id, id)
    await logOut(one, cookie)
    while (!(await reader.read()).done);
    assert.equal(await isSignedIn(two, portalOrigin, cookie), false)
  })

  test("a hub without session events: everything works, and each login is asked about every minute", async () => {
    const line = withoutSessionEvents(() => new Response(null, { status: 404 }))
    try {
      let ahead = 0
      const now = () => new Date(Date.now() + ahead)
      const [one, two] = [
        await world.gateway({ cookieKeys }),
        await world.gateway({ cookieKeys, now }),
      ]
      const { cookie } = await world.logInThrough(one, he)
      await until(() => Promise.resolve(line.asked.length >= 2))
      assert.ok(await isSignedIn(two, portalOrigin, cookie))
      await two.openDraft(new Request(portalOrigin, { headers: { cookie } }), item.code)
      await logOut(one, cookie)
      ahead = 58_000
      assert.ok(await isSignedIn(two, portalOrigin, cookie), "not asked yet")
      ahead = 61_000
      assert.equal(await isSignedIn(two, portalOrigin, cookie), false)
    } finally {
      line.restore()
    }
  })

  test("what ended while the line was cut is told when it is back", async () => {
    const [one, two] = [await world.gateway({ cookieKeys }), await world.gateway({ cookieKeys })]
    const { cookie } = await world.logInThrough(one, he)
    assert.ok(await isSignedIn(two, portalOrigin, cookie))
    await world.stop()
    const line = withoutSessionEvents(() => new Response(null, { status: 502 }))
    try {
      await world.start()
      await until(() => Promise.resolve(line.asked.length >= 2))
      await logOut(one, cookie)
      assert.ok(await isSignedIn(two, portalOrigin, cookie), "two has not heard of it")
    } finally {
      line.restore()
    }
    await until(async () => !(await isSignedIn(two, portalOrigin, cookie)))
  })

  test("a busy hub is asked again when it says", async () => {
    const line = withoutSessionEvents(
      () => new Response(null, { status: 503, headers: { "retry-after": "2" } }),
    )
    try {
      await world.gateway()
      await until(() => Promise.resolve(line.asked.length >= 2))
      const [first = 0, second = 0] = line.asked
      assert.ok(second - first >= 1_990, `after ${second - first} ms`)
    } finally {
      line.restore()
    }
  })

  test("a closed gateway follows nothing any more", async () => {
    const gateway = await world.gateway()
    await gateway.close()
    const line = withoutSessionEvents(() => new Response(null, { status: 404 }))
    await pause(1_100)
    line.restore()
    assert.deepEqual(line.asked.length, 0)
  })
})

test("after a restart a login is asked about before any answer; the hub away ends no known one", async () => {
  const world = await HubWorld.make()
  const [known, fresh] = [await world.gateway({ cookieKeys }), await world.gateway({ cookieKeys })]
  const { cookie } = await world.logInThrough(known, he)
  await world.stop()
  const request = () => new Request(`${portalOrigin}/tongban/session`, { headers: { cookie } })
  assert.ok(await isSignedIn(known, portalOrigin, cookie))
  assert.equal((await fresh.fetch(request())).status, 503, "who it is cannot be said")
  await assert.rejects(fresh.session(request()), { code: "unavailable" })
  await world.start()
  assert.ok(await isSignedIn(fresh, portalOrigin, cookie))
  await world.close()
})
