import assert from "node:assert/strict"
import { after, before } from "node:test"
import type { TestContext } from "node:test"
import axe from "axe-core"
import { chromium } from "playwright-core"
import type { Browser, BrowserContextOptions, Frame, Page } from "playwright-core"
import { findBrowser } from "../../../../scripts/find-browser.mjs"
import { PagesHub } from "./pages-hub.ts"

let browser: Browser | undefined

/** One browser for a file of tests. */
export function useBrowser(): void {
  before(async () => {
    const args = process.getuid?.() === 0 ? ["--no-sandbox"] : []
    browser = await chromium.launch({ executablePath: findBrowser(), args })
  })
  after(() => browser?.close())
}

export interface VisitOptions {
  lang?: "zh-CN" | "en"
  viewport?: { width: number; height: number }
  /** Complaints of the console that the test is about; any other fails it. */
  expects?: RegExp
}

export interface Visit {
  hub: PagesHub
  page: Page
}

/** The hub's pages with a hub of the test's own, and somebody who looks at them. */
export async function visitHub(
  t: TestContext,
  { lang = "zh-CN", viewport = { width: 1280, height: 900 }, expects }: VisitOptions = {},
): Promise<Visit> {
  assert.ok(browser, "useBrowser() is missing")
  const hub = await PagesHub.start()
  const options: BrowserContextOptions = { locale: lang, viewport }
  const context = await browser.newContext(options)
  context.setDefaultTimeout(10_000)
  const complaints: string[] = []
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text())
  })
  context.on("weberror", (error) => complaints.push(error.error().message))
  t.after(async () => {
    await context.close()
    await hub.close()
  })
  t.after(() => {
    const unexpected = complaints.filter((each) => expects?.test(each) !== true)
    assert.deepEqual(unexpected, [])
  })
  return { hub, page: await context.newPage() }
}

/**
 * What axe finds wrong with a page or with a frame's page, as `rule: element`.
 *
 * @param except - rules that do not apply to it
 */
export async function axeFindings(
  page: Page | Frame,
  except: readonly string[] = [],
): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({ iframes: false }),
  )
  return violations
    .filter(({ id }) => !except.includes(id))
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${JSON.stringify(target)}`))
}
