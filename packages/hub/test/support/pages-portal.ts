import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import type { TestContext } from "node:test"
import type { Frame, Page } from "playwright-core"
import type { FromSurface, Hello } from "@tongban/sdk/machines"
import { visitHub } from "./pages-browser.ts"
import type { VisitOptions } from "./pages-browser.ts"
import { surfaceId } from "./pages-hub.ts"
import type { PagesHub } from "./pages-hub.ts"

/** A page that holds the surface as the picker's shell does (protocol M3), and says what the test wants said. */
const portalPage = (src: string): string => `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><title>portal</title>
<script>
  const hellos = [], heard = []
  const offer = (target, message, origin, count = 1) => {
    const at = heard.length
    const channels = Array.from({ length: count }, () => new MessageChannel())
    for (const { port1 } of channels) {
      const messages = []
      heard.push({ port: port1, messages })
      port1.onmessage = ({ data }) => messages.push(data)
    }
    target.postMessage(message, origin, channels.map(({ port2 }) => port2))
    return at
  }
  window.portal = { hellos, heard, offer }
  addEventListener("message", ({ data, origin }) => hellos.push({ ...data, origin }))
</script>
<input aria-label="申请人姓名">
<iframe id="surface" title="surface" width="100%" height="700" src="${src}"
  sandbox="allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox"></iframe>`

/** A page within a page, with nothing but the means to offer a port. */
const strangerPage = `<!doctype html><title>stranger</title><script>
  window.offer = (message, origin) => {
    const { port1, port2 } = new MessageChannel()
    window.heard = []
    port1.onmessage = ({ data }) => heard.push(data)
    parent.frames[0].postMessage(message, origin, [port2])
    port1.postMessage({ type: "init", lang: "en", theme: "", size: "" })
  }
</script>`

interface PortalWindow {
  portal: {
    hellos: (Hello & { origin: string })[]
    heard: { port: MessagePort; messages: FromSurface[] }[]
    offer(target: unknown, message: unknown, origin: string, count?: number): number
  }
}

/** Somebody's site: a portal, or a stranger's. */
export interface Site {
  origin: string
  close(): Promise<void>
}

export async function openSite(
  hubOrigin: string,
  headers: Record<string, string> = {},
): Promise<Site> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://site.invalid")
    const body =
      pathname === "/frameset"
        ? `<!doctype html><title>frameset</title><iframe id="form" src="/" width="100%" height="800"></iframe>`
        : pathname === "/stranger"
          ? strangerPage
          : portalPage(`${hubOrigin}/surface/${surfaceId}`)
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers }).end(body)
  })
  server.listen(0, "127.0.0.1").unref()
  await once(server, "listening")
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server.close(), "close")
      server.closeAllConnections()
      await closed
    },
  }
}

/** A portal's page with the surface in its frame; the test speaks for the shell. */
export class Portal {
  readonly hub: PagesHub
  readonly page: Page
  readonly origin: string
  /** The frame's own page. */
  readonly surface: Frame

  private constructor(hub: PagesHub, page: Page, origin: string, surface: Frame) {
    this.hub = hub
    this.page = page
    this.origin = origin
    this.surface = surface
  }

  /** Opens the form; `prepare` comes before the surface is loaded. */
  static async open(
    t: TestContext,
    { headers, ...options }: VisitOptions & { headers?: Record<string, string> } = {},
    prepare: (hub: PagesHub, page: Page) => unknown = () => undefined,
  ): Promise<Portal> {
    const { hub, page } = await visitHub(t, options)
    const site = await openSite(hub.origin, headers)
    t.after(() => site.close())
    hub.portalOrigin = site.origin
    await prepare(hub, page)
    await page.goto(site.origin)
    const surface = await (await page.waitForSelector("#surface")).contentFrame()
    if (surface === null) throw new Error("the portal's page holds no surface")
    await surface.waitForURL(`${hub.origin}/**`)
    return new Portal(hub, page, site.origin, surface)
  }

  /** The surface's first word. */
  async hello(): Promise<Hello & { origin: string }> {
    await this.page.waitForFunction(
      () => (globalThis as unknown as PortalWindow).portal.hellos.length > 0,
    )
    const [hello] = await this.hellos()
    if (hello === undefined) throw new Error("no hello")
    return hello
  }

  hellos(): Promise<(Hello & { origin: string })[]> {
    return this.page.evaluate(() => (globalThis as unknown as PortalWindow).portal.hellos)
  }

  /** Offers ports from the portal's own window. Answers the first one's number. */
  offer(message: object, ports = 1): Promise<number> {
    return this.page.evaluate(
      ([said, origin, count]) =>
        (globalThis as unknown as PortalWindow).portal.offer(frames[0], said, origin, count),
      [message, this.hub.origin, ports] as const,
    )
  }

  /** Says something by a port. */
  say(message: object, port = 0): Promise<void> {
    return this.page.evaluate(
      ([said, at]) => {
        ;(globalThis as unknown as PortalWindow).portal.heard[at]?.port.postMessage(said)
      },
      [message, port] as const,
    )
  }

  /** What has come by a port. */
  heard(port = 0): Promise<FromSurface[]> {
    return this.page.evaluate(
      (at) => (globalThis as unknown as PortalWindow).portal.heard[at]?.messages ?? [],
      port,
    )
  }

  /** Waits for a word by a port; answers everything that came until then. */
  async until(type: FromSurface["type"], port = 0): Promise<FromSurface[]> {
    await this.page.waitForFunction(
      ([word, at]) =>
        (globalThis as unknown as PortalWindow).portal.heard[at]?.messages.some(
          (message) => message.type === word,
        ),
      [type, port] as const,
    )
    return this.heard(port)
  }

  /** The whole handshake, then language and requirement: what the picker does when a row is opened. */
  async link({ lang = "zh-CN", size = "", theme = "", requirement = "r6" } = {}): Promise<void> {
    await this.offer(portOffer(await this.hello()))
    await this.say({ type: "init", lang, theme, size })
    await this.say({ type: "focus", requirement })
  }
}

/** The right answer to a hello. */
export const portOffer = ({ surface, nonce }: Hello, change: object = {}): object => ({
  tongban: "port",
  v: 1,
  surface,
  nonce,
  ...change,
})
