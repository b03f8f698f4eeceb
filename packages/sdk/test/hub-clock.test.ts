import assert from "node:assert/strict"
import { after, before, suite, test } from "node:test"
import type { TestContext } from "node:test"
import { decodeJwt } from "jose"
import { clientAuth } from "@tongban/sdk/client-auth"
import { startHubProcess } from "../../hub/test/support/hub-process.ts"
import { portalOrigin } from "../../hub/test/support/hub-settings.ts"
import { HubWorld } from "../../hub/test/support/hub-world.ts"

const hourMs = 3_600_000

suite("a clock that is not the hub's is named as the cause", () => {
  let world: HubWorld
  let hub: Awaited<ReturnType<typeof startHubProcess>>

  before(async () => {
    world = await HubWorld.make()
    await world.stop()
    // In a process of its own, the hub has a clock of its own.
    hub = await startHubProcess(world.settings)
  })
  after(async () => {
    await hub.kill()
    await world.close()
  })

  const turn = (t: TestContext, ms: number) => {
    t.mock.timers.enable({ apis: ["Date"], now: Date.now() + ms })
  }
  const ask = (id: "a-sync" | "b-sync") =>
    world.auth(id).authorize("GET", `${world.origin}/v1/cases/x`)

  test("ahead: by how much, and what to do, beside the hub's own words", async (t) => {
    turn(t, 50 * hourMs)
    await assert.rejects(
      ask("a-sync"),
      /invalid_client.*; this machine's clock is 2 d \d h ahead of the hub's, which takes 15 s: .*NTP.*start page/,
    )
  })

  test("behind", async (t) => {
    turn(t, -2 * hourMs)
    await assert.rejects(ask("a-sync"), /this machine's clock is (1 h 59 min|2 h) behind the hub's/)
  })

  for (const [way, minutes] of [
    ["ahead", 10],
    ["behind", -10],
  ] as const)
    test(`ten minutes ${way}: refused once, then everything is signed by the hub's time`, async (t) => {
      turn(t, minutes * 60_000)
      const asked: string[] = []
      const auth = clientAuth({
        ...world.identity("a-sync"),
        fetch: (input, init) => {
          const address = input instanceof Request ? input.url : String(input)
          asked.push(`${init?.method ?? ""} ${address}`)
          return fetch(input, init)
        },
      })
      const url = `${world.origin}/v1/cases`
      for (let call = 0; call < 3; call++) {
        const headers = await auth.authorize("GET", url)
        assert.equal((await fetch(url, { headers })).status, 200)
      }
      const [, ...tokens] = asked
      assert.deepEqual(tokens, Array(2).fill(`POST ${world.origin}/oidc/token`))
      const { iat = 0 } = decodeJwt(await auth.prove("GET", url, "a ticket"))
      assert.ok(Math.abs(iat - performance.timeOrigin / 1000 - performance.now() / 1000) < 3)
    })

  test("a clock that is moved later is learnt anew", async (t) => {
    const auth = clientAuth(world.identity("b-sync"))
    turn(t, 10 * 60_000)
    await auth.authorize("GET", world.origin)
    t.mock.timers.reset()
    // The token has ended by then.
    turn(t, 16 * 60_000)
    const headers = await auth.authorize("GET", `${world.origin}/v1/cases`)
    assert.equal((await fetch(`${world.origin}/v1/cases`, { headers })).status, 200)
  })

  test("the same: nothing is said of a clock, whatever else is wrong", async () => {
    const unknown = clientAuth({
      issuer: `${world.origin}/oidc`,
      clientId: "nobody",
      assertionKey: world.key("a-sync"),
      dpopKey: world.key("a-sync"),
    })
    await assert.rejects(unknown.authorize("GET", world.origin), (error) => {
      assert.ok(error instanceof Error)
      assert.doesNotMatch(error.message, /clock/)
      return true
    })
  })

  test("a login that cannot begin tells the portal's log so", async (t) => {
    const warn = t.mock.method(console, "warn", () => undefined)
    turn(t, 50 * hourMs)
    const gateway = await world.gateway()
    const begun = await gateway.fetch(new Request(`${portalOrigin}/tongban/login?return=/apply`))
    assert.equal(begun.headers.get("location"), "/apply#tongban-login=unavailable")
    const lines = warn.mock.calls.map(({ arguments: [line] }) => String(line))
    assert.ok(
      lines.some((line) =>
        /a login could not begin \(invalid_client.*ahead of the hub's/.test(line),
      ),
      lines.join("\n"),
    )
    await world.closeGateways()
  })
})
