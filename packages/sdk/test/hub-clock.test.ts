import assert from "node:assert/strict"
import { after, before, suite, test } from "node:test"
import type { TestContext } from "node:test"
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
