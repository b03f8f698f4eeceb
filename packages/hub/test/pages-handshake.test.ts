import assert from "node:assert/strict"
import { test } from "node:test"
import type { TestContext } from "node:test"
import { useBrowser, visitHub } from "./support/pages-browser.ts"
import { surfaceId } from "./support/pages-hub.ts"
import { openSite, Portal, portOffer } from "./support/pages-portal.ts"

useBrowser()

const init = { type: "init", lang: "zh-CN", theme: "", size: "" }

/** The surface is still to be had: the right offer is taken, and a word by its port is answered. */
async function takesTheRightOne(portal: Portal): Promise<void> {
  const port = await portal.offer(portOffer(await portal.hello()))
  await portal.say(init, port)
  await portal.until("ready", port)
}

test("the surface greets the portal: who it is, and a nonce of 128 bits, once", async (t) => {
  const portal = await Portal.open(t)
  const { nonce, ...hello } = await portal.hello()
  assert.deepEqual(hello, {
    tongban: "hello",
    v: 1,
    surface: surfaceId,
    origin: portal.hub.origin,
  })
  assert.match(nonce, /^[0-9a-f]{32}$/)
  await takesTheRightOne(portal)
  assert.equal((await portal.hellos()).length, 1)
})

test("nothing is asked of the hub before the portal has answered", async (t) => {
  const portal = await Portal.open(t)
  await portal.hello()
  assert.deepEqual(portal.hub.askedFor(`POST /surface/${surfaceId}/session`), [])
  await takesTheRightOne(portal)
})

for (const [what, change, ports] of [
  ["with another nonce", { nonce: "0".repeat(32) }, 1],
  ["without a nonce", { nonce: undefined }, 1],
  ["for another surface", { surface: "surface-2" }, 1],
  ["of another version", { v: 2 }, 1],
  ["that is another word", { tongban: "hello" }, 1],
  ["with two ports", {}, 2],
  ["without a port", {}, 0],
] as const) {
  test(`an offer ${what} is ignored, and the right one is still taken`, async (t) => {
    const portal = await Portal.open(t)
    await portal.offer(portOffer(await portal.hello(), change), ports)
    for (let port = 0; port < ports; port++) await portal.say(init, port)
    await takesTheRightOne(portal)
    for (let port = 0; port < ports; port++) assert.deepEqual(await portal.heard(port), [])
  })
}

/** Somebody else's frame beside the surface offers a port, and knows everything, the nonce too. */
async function offeredBySibling(portal: Portal, address: string): Promise<void> {
  const message = portOffer(await portal.hello())
  const frame = await portal.page.evaluateHandle(async (src) => {
    const sibling = document.createElement("iframe")
    sibling.src = src
    const loaded = new Promise((resolve) => {
      sibling.addEventListener("load", resolve)
    })
    document.body.append(sibling)
    await loaded
    return sibling
  }, address)
  const stranger = await frame.contentFrame()
  assert.ok(stranger)
  await stranger.evaluate(
    ([said, origin]) => {
      ;(globalThis as unknown as { offer(m: object, o: string): void }).offer(said, origin)
    },
    [message, portal.hub.origin] as const,
  )
  await takesTheRightOne(portal)
  assert.deepEqual(
    await stranger.evaluate(() => (globalThis as unknown as { heard: unknown }).heard),
    [],
  )
}

test("an offer from a third origin is ignored", async (t) => {
  const portal = await Portal.open(t)
  const stranger = await openSite(portal.hub.origin)
  t.after(() => stranger.close())
  await offeredBySibling(portal, `${stranger.origin}/stranger`)
})

test("an offer from another frame of the portal's own origin is ignored", async (t) => {
  const portal = await Portal.open(t)
  await offeredBySibling(portal, `${portal.origin}/stranger`)
})

test("an offer by the parent, but of another origin, is ignored", async (t) => {
  // No browser delivers one; the rule must not lean on the other ones, so the event is made by hand.
  const portal = await Portal.open(t)
  const message = portOffer(await portal.hello())
  await portal.surface.evaluate((data) => {
    const { port1, port2 } = new MessageChannel()
    const origin = "http://127.0.0.1:1"
    dispatchEvent(new MessageEvent("message", { data, origin, source: parent, ports: [port2] }))
    port1.close()
  }, message)
  await takesTheRightOne(portal)
})

test("the port is taken once: a second offer is ignored", async (t) => {
  const portal = await Portal.open(t)
  const message = portOffer(await portal.hello())
  await portal.offer(message)
  await portal.offer(message)
  await portal.say(init, 1)
  await portal.say(init, 0)
  await portal.until("ready", 0)
  assert.deepEqual(await portal.heard(1), [])
})

test("a page of another origin that holds the surface is not even greeted", async (t) => {
  const { hub, page } = await visitHub(t)
  const [portal, stranger] = await Promise.all([openSite(hub.origin), openSite(hub.origin)])
  t.after(() => Promise.all([portal.close(), stranger.close()]))
  hub.portalOrigin = portal.origin
  hub.framedBy = stranger.origin // As if the browser did not know `frame-ancestors`.
  await page.goto(stranger.origin)
  await page.frameLocator("#surface").getByText("这一页要在部门的表单里打开。").waitFor()
  assert.deepEqual(
    await page.evaluate(
      () => (globalThis as unknown as { portal: { hellos: unknown } }).portal.hellos,
    ),
    [],
  )
})

test("the browser itself shows the surface to nobody but the portal", async (t) => {
  const { hub, page } = await visitHub(t, { expects: /frame-ancestors/ })
  const [portal, stranger] = await Promise.all([openSite(hub.origin), openSite(hub.origin)])
  t.after(() => Promise.all([portal.close(), stranger.close()]))
  hub.portalOrigin = portal.origin
  const refused = page.waitForEvent("console", (line) => /frame-ancestors/.test(line.text()))
  await page.goto(stranger.origin)
  await refused
})

test("without an answer within 10 seconds the surface says so, and not before", async (t) => {
  const portal = await Portal.open(t, {}, (_, page) => page.clock.install())
  await portal.hello()
  const silence = portal.surface.getByText("这一页没有和表单连上。")
  await portal.page.clock.fastForward(9_000)
  assert.equal(await silence.count(), 0)
  await portal.page.clock.fastForward(1_000)
  await silence.waitFor()
})

test("with an answer the 10 seconds mean nothing", async (t) => {
  const portal = await connected(t)
  await portal.page.clock.fastForward(10_000)
  await portal.surface.getByRole("button", { name: "使用这份" }).waitFor()
})

async function connected(t: TestContext): Promise<Portal> {
  const portal = await Portal.open(t, {}, (_, page) => page.clock.install())
  await portal.link()
  await portal.surface.getByRole("button", { name: "使用这份" }).waitFor()
  return portal
}
