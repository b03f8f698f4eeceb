import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { createServer } from "node:http"
import type { Server } from "node:http"
import { createRequire } from "node:module"
import { after, before, suite, test } from "node:test"
import { chromium } from "playwright-core"
import type { Browser, Frame, Page } from "playwright-core"
import { findBrowser } from "../../../scripts/find-browser.mjs"
import { he, HubWorld, item, portalOrigin, xu } from "./support/hub-world.ts"
import type { CitizenSession } from "./support/hub-world.ts"

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

/** A portal's page that holds the surface and answers its hello as each test says. */
const shell = `<!doctype html><meta charset="utf-8"><title>shell</title><iframe></iframe><script>
  const frame = document.querySelector("iframe")
  window.heard = []
  window.hellos = []
  addEventListener("message", ({ data, source }) => { if (source === frame.contentWindow) hellos.push(data) })
  window.show = (url) => { frame.width = 640; frame.height = 560; frame.src = url }
  window.offer = (change, ports = 1) => {
    const channels = Array.from({ length: ports }, () => new MessageChannel())
    const word = { tongban: "port", v: 1, surface: hellos[0].surface, nonce: hellos[0].nonce, ...change }
    for (const { port1 } of channels) port1.onmessage = ({ data }) => heard.push(data)
    frame.contentWindow.postMessage(word, "*", channels.map(({ port2 }) => port2))
    for (const { port1 } of channels) {
      port1.postMessage({ type: "init", lang: "zh-CN", theme: "", size: "" })
      port1.postMessage({ type: "focus", requirement: "${item.requirement}" })
    }
  }
</script>`

interface ShellWindow {
  heard: { type: string; height?: number }[]
  hellos: unknown[]
  show(url: string): void
  offer(change: object, ports?: number): void
}

suite("the surface's page, in the frame of its portal", () => {
  let world: HubWorld
  let browser: Browser
  let portal: Server
  let papers: { id: string }[]

  before(async () => {
    world = await HubWorld.make()
    papers = await Promise.all(Array.from({ length: 12 }, () => world.register(he)))
    const args = process.getuid?.() === 0 ? ["--no-sandbox"] : []
    browser = await chromium.launch({ executablePath: findBrowser(), args })
    portal = createServer((_, response) =>
      response.setHeader("content-type", "text/html").end(shell),
    )
    await new Promise<void>((resolve) =>
      portal.listen(Number(new URL(portalOrigin).port), "127.0.0.1", resolve),
    )
  })
  after(async () => {
    await browser.close()
    portal.closeAllConnections()
    portal.close()
    await world.close()
  })

  /** The shell with a person's surface in it, greeted and not yet answered. */
  async function framed(
    citizen: CitizenSession,
  ): Promise<{ page: Page; surface: Frame; url: string }> {
    const { url, id } = await citizen.openSurface((await citizen.openDraft()).id)
    const page = await (await browser.newContext({ locale: "zh-CN" })).newPage()
    await page.goto(portalOrigin)
    await page.evaluate((address) => {
      ;(window as unknown as ShellWindow).show(address)
    }, url)
    await page.waitForFunction(() => (window as unknown as ShellWindow).hellos.length > 0)
    const surface = page.frames().find((frame) => frame.url().includes(id))
    assert.ok(surface)
    return { page, surface, url }
  }

  const offer = (page: Page, change = {}, ports = 1) =>
    page.evaluate(
      ([change_, ports_]) => {
        ;(window as unknown as ShellWindow).offer(change_, ports_)
      },
      [change, ports] as const,
    )
  const sizes = (page: Page) =>
    page.evaluate(() =>
      (window as unknown as ShellWindow).heard
        .filter(({ type }) => type === "size")
        .map(({ height }) => height),
    )

  /** Unlocks by a code, as the unlock window would hand it over. */
  async function unlock(
    citizen: CitizenSession,
    page: Page,
    surface: Frame,
    url: string,
  ): Promise<void> {
    await page.context().addCookies(
      citizen.jar
        .header(new URL(url))
        .split("; ")
        .map((pair) => {
          const at = pair.indexOf("=")
          return { name: pair.slice(0, at), value: pair.slice(at + 1), url: world.origin }
        }),
    )
    const button = surface.getByRole("button", { name: "在新窗口确认" })
    const [window] = await Promise.all([page.waitForEvent("popup"), button.click()])
    await window.getByRole("button", { name: "是我本人，继续" }).click()
  }

  test("a port with another nonce, for another surface, or two at once: not taken; the right one is", async () => {
    const { page, surface } = await framed(await world.logIn(he))
    await offer(page, { nonce: "0".repeat(32) })
    await offer(page, { surface: "another" })
    await offer(page, {}, 2)
    assert.deepEqual(await sizes(page), [], "nobody was answered")
    await offer(page)
    await surface.getByRole("button", { name: "在新窗口确认" }).waitFor()
    assert.equal((await sizes(page)).length, 1)
    await page.context().close()
  })

  test("a port from the frame's own origin or another window is not the portal's", async () => {
    const { page, surface } = await framed(await world.logIn(he))
    await surface.evaluate(() => {
      const { port2 } = new MessageChannel()
      window.postMessage(
        {
          tongban: "port",
          v: 1,
          surface: location.pathname.split("/").pop(),
          nonce: "0".repeat(32),
        },
        "*",
        [port2],
      )
    })
    await offer(page)
    await surface.getByRole("button", { name: "在新窗口确认" }).waitFor()
    await page.context().close()
  })

  test("before unlock nothing held is asked for; until something is picked its size tells nothing", async () => {
    const told: unknown[] = []
    for (const person of [he, xu]) {
      const citizen = await world.logIn(person)
      const { page, surface, url } = await framed(citizen)
      const asked: string[] = []
      page.on("request", (request) => asked.push(request.url()))
      await offer(page)
      await surface.getByRole("button", { name: "在新窗口确认" }).waitFor()
      assert.ok(!asked.some((address) => address.includes("/held")), "nothing held before unlock")
      await unlock(citizen, page, surface, url)
      await surface.getByText(person === he ? "最合适的一份" : "没找到您名下的").waitFor()
      told.push(await sizes(page))
      assert.equal(
        await page
          .locator("iframe")
          .evaluate((frame: HTMLIFrameElement) => frame.contentWindow?.length),
        0,
      )
      await page.context().close()
    }
    const [many, none] = told
    assert.deepEqual(new Set(many as number[]), new Set(none as number[]))
  })

  test("a click in the first half second decides nothing; then it does, and a handle comes", async () => {
    const citizen = await world.logIn(he)
    const { page, surface, url } = await framed(citizen)
    await offer(page)
    await unlock(citizen, page, surface, url)
    await surface.getByRole("button", { name: "使用这份" }).click()
    const agree = surface.locator("button", { hasText: /^\s*同意/ })
    await agree.dispatchEvent("click")
    assert.equal(await agree.getAttribute("aria-disabled"), "true", "still unarmed")
    assert.ok(await agree.isVisible(), "nothing was decided")
    await surface.getByRole("button", { name: "同意", exact: true, disabled: false }).click()
    await page.waitForFunction(() =>
      (window as unknown as ShellWindow).heard.some(({ type }) => type === "picked"),
    )
    const picked = await page.evaluate(() =>
      (window as unknown as ShellWindow).heard.find(({ type }) => type === "picked"),
    )
    assert.deepEqual(
      Object.keys(picked ?? {}).sort(),
      ["handle", "kind", "requirement", "type"],
      "what was chosen, and no more",
    )
    await page.context().close()
  })

  test("outside a form it says where it belongs", async () => {
    const citizen = await world.logIn(he)
    const { url } = await citizen.openSurface((await citizen.openDraft()).id)
    const page = await (await browser.newContext({ locale: "zh-CN" })).newPage()
    await page.goto(url)
    await page.getByText("这一页要在部门的表单里打开。").waitFor()
    await page.context().close()
  })

  test("axe finds nothing: locked, choosing, consenting", async () => {
    const citizen = await world.logIn(he)
    const { page, surface, url } = await framed(citizen)
    const check = async (where: string) => {
      // By the debugger: the page's own policy lets no foreign script in.
      await surface.evaluate(axe)
      const found = await surface.evaluate(async () => {
        const { violations } = await (
          window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }
        ).axe.run()
        return violations.map(({ id }) => id)
      })
      // A page in a frame has neither a main landmark nor a first heading of its own.
      assert.deepEqual(
        found.filter(
          (id) =>
            !["page-has-heading-one", "landmark-one-main", "region", "heading-order"].includes(id),
        ),
        [],
        where,
      )
    }
    await offer(page)
    await surface.getByRole("button", { name: "在新窗口确认" }).waitFor()
    await check("locked")
    await unlock(citizen, page, surface, url)
    await surface.getByText("最合适的一份").waitFor()
    assert.equal(await surface.getByRole("radio").count(), papers.length)
    await check("choosing")
    await surface.getByRole("button", { name: "使用这份" }).click()
    await surface.getByRole("button", { name: "同意", exact: true, disabled: false }).waitFor()
    await check("consenting")
    await page.context().close()
  })
})
