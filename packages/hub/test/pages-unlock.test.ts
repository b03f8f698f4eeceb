import assert from "node:assert/strict"
import { test } from "node:test"
import type { TestContext } from "node:test"
import type { Page } from "playwright-core"
import { axeFindings, useBrowser, visitHub } from "./support/pages-browser.ts"
import { surfaceId } from "./support/pages-hub.ts"
import type { PagesHub } from "./support/pages-hub.ts"
import { openSite, Portal } from "./support/pages-portal.ts"

useBrowser()

const session = `POST /surface/${surfaceId}/session`
const refused = /status of 40[13]/

/** A form whose frame gets no cookie, and the window that its click has opened. */
async function opened(
  t: TestContext,
  prepare: (hub: PagesHub) => void = () => undefined,
): Promise<{ portal: Portal; window: Page }> {
  const portal = await Portal.open(t, { expects: refused }, (hub) => {
    hub.cookieInFrame = false
    prepare(hub)
  })
  await portal.link()
  return { portal, window: await press(portal) }
}

async function press(portal: Portal): Promise<Page> {
  const [window] = await Promise.all([
    portal.page.waitForEvent("popup"),
    portal.surface.getByRole("button", { name: "在新窗口确认" }).click(),
  ])
  await window.waitForURL(`**/surface/${surfaceId}/unlock`)
  return window
}

const confirm = (window: Page): Promise<void> =>
  window.getByRole("button", { name: "是我本人，继续" }).click()

/** The codes that the frame has handed in. */
const codes = ({ hub }: Portal): unknown[] =>
  hub
    .askedFor(session)
    .map(({ body }) => (body as { code?: string }).code)
    .filter((code) => code !== undefined)

const needPage = (reason: string) => ({ type: "needPage", reason })

/** The word of the unlock window, as it would be right but for `change`. */
const said = (nonce: string, change: object = {}): object => ({
  tongban: "unlock",
  v: 1,
  surface: surfaceId,
  code: "c".repeat(43),
  nonce,
  ...change,
})
const nonceOf = (window: Page): Promise<string> =>
  window.evaluate((key) => sessionStorage.getItem(key) ?? "", `tongban-unlock-${surfaceId}`)

test("one click in the window opens the papers in the frame, and the window is gone", async (t) => {
  const { portal, window } = await opened(t)
  await window.getByText("您现在登录的是 *秋月").waitFor()
  await window.getByText("澄湾市市场监督管理局的表单要打开您已有的材料").waitFor()
  const closed = window.waitForEvent("close")
  await confirm(window)
  await closed
  await portal.surface.getByText("最合适的一份").waitFor()
  assert.equal(codes(portal).length, 1)
})

test("the frame's nonce outlives a login in the window, and leaves no trace in the address", async (t) => {
  const { portal, window } = await opened(t, (hub) => (hub.account = "nobody"))
  const nonce = await nonceOf(window)
  assert.match(nonce, /^[0-9a-f]{32}$/)
  assert.equal(new URL(window.url()).hash, "")
  await window.getByRole("link", { name: "统一身份登录" }).click()
  await window.getByText("您现在登录的是 *秋月").waitFor()
  await confirm(window)
  await portal.surface.getByText("最合适的一份").waitFor()
})

test("the frame waits for the window and never asks the hub whether it was approved", async (t) => {
  const portal = await Portal.open(t, { expects: refused }, async (hub, page) => {
    hub.cookieInFrame = false
    await page.clock.install()
  })
  await portal.link()
  const window = await press(portal)
  await window.getByText("您现在登录的是 *秋月").waitFor()
  const before = portal.hub.asked.length
  await portal.page.clock.runFor(10 * 60_000)
  assert.equal(portal.hub.asked.length, before)
  await confirm(window)
  await portal.surface.getByText("最合适的一份").waitFor()
})

for (const [what, change] of [
  ["with another nonce", { nonce: "0".repeat(32) }],
  ["for another surface", { surface: "surface-2" }],
  ["of another version", { v: 2 }],
  ["whose code is no text", { code: 1 }],
] as const) {
  test(`a word of the window ${what} opens nothing`, async (t) => {
    const { portal, window } = await opened(t)
    await window.evaluate(
      (word) => {
        ;(opener as Window).postMessage(word, "*")
      },
      said(await nonceOf(window), change),
    )
    await confirm(window)
    await portal.surface.getByText("最合适的一份").waitFor()
    assert.equal(codes(portal).length, 1, "only the window's own code was handed in")
  })
}

test("the right word from another window of the hub's own opens nothing", async (t) => {
  const { portal, window } = await opened(t)
  const other = await portal.page.evaluateHandle(async (src) => {
    const frame = document.createElement("iframe")
    frame.src = src
    document.body.append(frame)
    await new Promise((resolve) => {
      frame.addEventListener("load", resolve)
    })
    return frame
  }, `${portal.hub.origin}/surface/${surfaceId}`)
  const sibling = await other.contentFrame()
  await sibling?.evaluate(
    (word) => {
      parent.frames[0]?.postMessage(word, "*")
    },
    said(await nonceOf(window)),
  )
  await confirm(window)
  await portal.surface.getByText("最合适的一份").waitFor()
  assert.equal(codes(portal).length, 1)
})

test("the right word from the right window, but of another origin, opens nothing", async (t) => {
  const { portal, window } = await opened(t)
  const stranger = await openSite(portal.hub.origin)
  t.after(() => stranger.close())
  const word = said(await nonceOf(window))
  await Promise.all([
    window.waitForURL(`${stranger.origin}/stranger`),
    window.evaluate((address) => {
      location.href = address
    }, `${stranger.origin}/stranger`),
  ])
  await window.evaluate((data) => {
    ;(opener as Window).postMessage(data, "*")
  }, word)
  await portal.surface.getByRole("button", { name: "在新窗口确认" }).click()
  await confirm(window)
  await portal.surface.getByText("最合适的一份").waitFor()
  assert.equal(codes(portal).length, 1)
})

test("a word is taken once: the same one again opens nothing", async (t) => {
  const { portal, window } = await opened(t)
  const word = said(await nonceOf(window))
  await window.evaluate((data) => {
    for (let times = 0; times < 2; times++) (opener as Window).postMessage(data, "*")
  }, word)
  // The hub knows no such code. The surface asks for another click, not for the code again.
  await portal.surface.getByText("请在新窗口里确认").waitFor({ state: "detached" })
  await window.close()
  await confirm(await press(portal))
  await portal.surface.getByText("最合适的一份").waitFor()
  assert.equal(codes(portal).length, 2)
})

test("a portal that cuts windows off (COOP): the form is asked for a page, the window says where to go", async (t) => {
  const portal = await Portal.open(
    t,
    { expects: refused, headers: { "cross-origin-opener-policy": "same-origin" } },
    (hub) => {
      hub.cookieInFrame = false
    },
  )
  await portal.link()
  const [window] = await Promise.all([
    portal.page.context().waitForEvent("page"),
    portal.surface.getByRole("button", { name: "在新窗口确认" }).click(),
  ])
  await window.waitForURL(`**/surface/${surfaceId}/unlock`)
  assert.equal(await window.evaluate(() => opener === null), true, "the browser really cuts it")
  await window.getByText("请关上它，在那一页按“用整页办理”").waitFor()
  assert.equal(await window.getByRole("button").count(), 0, "no click that would lead nowhere")
  assert.deepEqual((await portal.until("needPage")).at(-1), needPage("window_blocked"))
  await portal.surface.getByText("新窗口没有打开，或和这里断开了").waitFor()
})

test("a window that is closed without a word: the form is asked for a page, and a click opens another", async (t) => {
  const { portal, window } = await opened(t)
  await window.close()
  assert.deepEqual((await portal.until("needPage")).at(-1), needPage("window_gone"))
  await portal.surface.getByText("新窗口没有打开，或和这里断开了").waitFor()
  await confirm(await press(portal))
  await portal.surface.getByText("最合适的一份").waitFor()
})

test("somebody else at the hub is told so, and the frame gets no code", async (t) => {
  const { portal, window } = await opened(t, (hub) => (hub.account = "other"))
  await confirm(window)
  await window.getByText("两边登录的不是同一个人").waitFor()
  assert.deepEqual(codes(portal), [])
})

test("opened without a form it sends back to the form, and offers nothing", async (t) => {
  const { hub, page } = await visitHub(t)
  await page.goto(`${hub.origin}/surface/${surfaceId}/unlock`)
  await page.getByText("这个窗口和填表的那一页没有连上").waitFor()
  assert.equal(await page.getByRole("button").count(), 0)
  assert.deepEqual(hub.askedFor(`POST /surface/${surfaceId}/unlock`), [])
})

for (const lang of ["zh-CN", "en"] as const) {
  for (const account of ["own", "nobody"] as const) {
    test(`axe finds nothing in the window (${lang}, ${account})`, async (t) => {
      const { hub, page } = await visitHub(t, { lang, viewport: { width: 320, height: 640 } })
      hub.account = account
      await page.goto(`${hub.origin}/surface/${surfaceId}/unlock`)
      const [window] = await Promise.all([
        page.waitForEvent("popup"),
        page.evaluate((nonce) => open(`${location.href}#${nonce}`), "0".repeat(32)),
      ])
      for (const each of [page, window]) {
        await each.getByRole("main").waitFor()
        assert.deepEqual(await axeFindings(each, ["page-has-heading-one"]), [])
        assert.equal(await each.evaluate(() => document.documentElement.scrollWidth), 320)
      }
      assert.equal(await window.locator(".button").count(), 1)
    })
  }
}
