import assert from "node:assert/strict"
import { mkdirSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import { join } from "node:path"
import { chromium } from "playwright-core"
import type { Browser, BrowserContext, BrowserContextOptions, Frame, Page } from "playwright-core"
import { findBrowser } from "../../../../scripts/find-browser.mjs"
import { item, portalOrigin } from "./hub-settings.ts"
import type { CitizenSession } from "./citizen-session.ts"
import type { HubWorld } from "./hub-world.ts"
import type { Jar } from "./jar.ts"

/** A portal's page that holds the surface and answers its hello as each test says. */
const shell = `<!doctype html><meta charset="utf-8"><title>shell</title><iframe></iframe><script>
  const frame = document.querySelector("iframe")
  window.heard = []
  window.hellos = []
  addEventListener("message", ({ data, source }) => { if (source === frame.contentWindow) hellos.push(data) })
  window.show = (url) => { frame.width = 640; frame.height = 560; frame.src = url }
  window.offer = (change, ports, requirement) => {
    const channels = Array.from({ length: ports }, () => new MessageChannel())
    const word = { tongban: "port", v: 1, surface: hellos[0].surface, nonce: hellos[0].nonce, ...change }
    for (const { port1 } of channels) port1.onmessage = ({ data }) => heard.push(data)
    frame.contentWindow.postMessage(word, "*", channels.map(({ port2 }) => port2))
    window.say = (message) => channels[0].port1.postMessage(message)
    for (const { port1 } of channels) {
      port1.postMessage({ type: "init", lang: "zh-CN", theme: "", size: "" })
      port1.postMessage({ type: "focus", requirement })
    }
  }
</script>`

export interface ShellWindow {
  /** Says something by the port. */
  say(message: object): void
  heard: { type: string; height?: number }[]
  hellos: unknown[]
  show(url: string): void
  offer(change: object, ports: number, requirement: string): void
}

/** A real browser, and the portal's page that holds the surface. */
export class Portal {
  readonly world: HubWorld
  readonly browser: Browser
  readonly #profiles: BrowserContext[] = []
  readonly #close: () => Promise<void>

  private constructor(world: HubWorld, browser: Browser, close: () => Promise<void>) {
    this.world = world
    this.browser = browser
    this.#close = close
  }

  static async open(world: HubWorld): Promise<Portal> {
    const browser = await chromium.launch(launching())
    const server = createServer((_, response) =>
      response.setHeader("content-type", "text/html").end(shell),
    )
    await new Promise<void>((resolve) =>
      server.listen(Number(new URL(portalOrigin).port), "127.0.0.1", resolve),
    )
    return new Portal(world, browser, async () => {
      await browser.close()
      server.closeAllConnections()
      server.close()
    })
  }

  async close(): Promise<void> {
    for (const profile of this.#profiles) await profile.close()
    await this.#close()
  }

  /** A browser as people have it. Other contexts are private windows: there, frames of other sites have no storage. */
  async withProfile(folder: string): Promise<BrowserContext> {
    mkdirSync(join(folder, "Default"), { recursive: true })
    const preferences = { profile: { cookie_controls_mode: 0, block_third_party_cookies: false } }
    writeFileSync(join(folder, "Default", "Preferences"), JSON.stringify(preferences))
    const profile = await chromium.launchPersistentContext(folder, {
      ...launching(),
      locale: "zh-CN",
    })
    this.#profiles.push(profile)
    return profile
  }

  /** The shell with a person's surface in it, greeted and not yet answered. */
  async framed(
    citizen: CitizenSession,
    requirements?: string[],
    options: BrowserContextOptions = {},
    context?: BrowserContext,
  ): Promise<{ page: Page; surface: Frame; url: string }> {
    const { url, id } = await citizen.openSurface((await citizen.openDraft()).id, requirements)
    const within = context ?? (await this.browser.newContext({ locale: "zh-CN", ...options }))
    const page = await within.newPage()
    await page.goto(portalOrigin)
    await page.evaluate((address) => {
      ;(window as unknown as ShellWindow).show(address)
    }, url)
    await page.waitForFunction(() => (window as unknown as ShellWindow).hellos.length > 0)
    const surface = page.frames().find((frame) => frame.url().includes(id))
    assert.ok(surface)
    return { page, surface, url }
  }

  /**
   * Unlocks by a code, as the unlock window would hand it over. By the keyboard: in the first moments of a
   * frame the browser sends a click on it to the page that holds it.
   */
  async unlock(citizen: CitizenSession, page: Page, surface: Frame): Promise<void> {
    await wear(page, citizen.jar, this.world.origin)
    const button = surface.getByRole("button", { name: "在新窗口确认" })
    const [window] = await Promise.all([page.waitForEvent("popup"), button.press("Enter")])
    await window.getByRole("button", { name: "是我本人，继续" }).click()
  }
}

const launching = () => ({
  executablePath: findBrowser(),
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
})

/** Gives the browser the hub's cookies of somebody's login. */
export async function wear(page: Page, jar: Jar, origin: string): Promise<void> {
  const cookies = jar
    .header(new URL(origin))
    .split("; ")
    .map((pair) => {
      const at = pair.indexOf("=")
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: origin }
    })
  await page.context().addCookies(cookies)
}

/** The shell's answer to the frame's hello, then language and requirement. */
export const offer = (page: Page, change = {}, ports = 1, requirement = item.requirement) =>
  page.evaluate(
    ([change_, ports_, requirement_]) => {
      ;(window as unknown as ShellWindow).offer(change_, ports_, requirement_)
    },
    [change, ports, requirement] as const,
  )

/** What the shell heard of a kind. */
export const heard = (page: Page, type: string) =>
  page.evaluate(
    (kind) => (window as unknown as ShellWindow).heard.filter((each) => each.type === kind),
    type,
  )
