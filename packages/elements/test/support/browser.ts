import assert from "node:assert/strict"
import { after, before } from "node:test"
import type { TestContext } from "node:test"
import axe from "axe-core"
import { chromium } from "playwright-core"
import type { Browser, BrowserContextOptions, Page } from "playwright-core"
import { findBrowser } from "../../../../scripts/find-browser.mjs"
import { openSite } from "./site.ts"
import type { Site } from "./site.ts"

let browser: Browser | undefined

/** One browser for a file of tests. */
export function useBrowser(): void {
  before(async () => {
    const args = process.getuid?.() === 0 ? ["--no-sandbox"] : []
    browser = await chromium.launch({ executablePath: findBrowser(), args })
  })
  after(() => browser?.close())
}

export interface Visit extends Site {
  page: Page
  /** What the page complained of: errors, warnings, and breaches of its policy. */
  complaints: string[]
  /** Resolves when everything that the console has said so far is among the complaints. */
  heardOut(): Promise<void>
  /** Loads the portal's page and follows the events of our elements. */
  go(path?: string): Promise<void>
  /** Events of our elements that were dispatched, and whether they came up to the document. */
  events(): Promise<{ type: string; detail: unknown; bubbled: boolean }[]>
}

export interface VisitOptions {
  lang?: string
  /** Without a policy: under a strict one Lit itself can stand on a page only once. */
  lax?: boolean
  context?: BrowserContextOptions
  /** Complaints that the test is about; any other fails it. */
  expects?: RegExp
}

/** A portal of the test's own with `body` on its page, and a visitor to it. */
export async function visit(
  t: TestContext,
  body: string,
  { lang, lax, context: options, expects }: VisitOptions = {},
): Promise<Visit> {
  assert.ok(browser, "useBrowser() is missing")
  const site = await openSite(body, lang, lax)
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text())
  })
  page.on("pageerror", (error) => complaints.push(error.message))
  if (options?.javaScriptEnabled !== false) await context.addInitScript(followEvents)
  t.after(async () => {
    await context.close()
    await site.close()
  })
  t.after(() => {
    const unexpected = complaints.filter((each) => expects?.test(each) !== true)
    assert.deepEqual(unexpected, [])
  })
  return {
    ...site,
    page,
    complaints,
    async heardOut() {
      const last = page.waitForEvent("console", (message) => message.text() === "heard out")
      await page.evaluate(() => {
        console.log("heard out")
      })
      await last
    },
    async go(path = "/apply") {
      await page.goto(site.portal + path)
    },
    events: () => page.evaluate(() => (globalThis as unknown as Follower).tongbanEvents),
  }
}

interface Follower {
  tongbanEvents: { type: string; detail: unknown; bubbled: boolean }[]
}

/** Hears our events on their way down, and whether they come up. Also echoes for the frames. */
function followEvents(): void {
  const seen: Follower["tongbanEvents"] = []
  ;(globalThis as unknown as Follower).tongbanEvents = seen
  for (const type of [
    "tongban-login-request",
    "tongban-login-change",
    "tongban-material-picker-change",
    "tongban-case-status-change",
  ]) {
    document.addEventListener(
      type,
      (event) => seen.push({ type, detail: (event as CustomEvent).detail, bubbled: event.bubbles }),
      true,
    )
  }
  addEventListener("message", ({ data, source }) => {
    if (data === "ping") source?.postMessage("pong", { targetOrigin: "*" })
  })
}

/** What a reader sees of an element: the page's own `innerText` of a shadow host is empty. */
export const shownText = (page: Page, tag: string): Promise<string> =>
  page
    .locator(tag)
    .evaluate((element) =>
      (element.shadowRoot?.querySelector<HTMLElement>(".tb")?.innerText ?? "").replace(/\s+/g, " "),
    )

/** What axe finds wrong with the page, as `rule: element`. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({ iframes: false }),
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${JSON.stringify(target)}`),
  )
}
