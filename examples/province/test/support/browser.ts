import { fileURLToPath } from "node:url"
import { chromium, firefox } from "playwright-core"
import type { Browser, Page } from "playwright-core"
import { findBrowser } from "../../../../scripts/find-browser.mjs"

const isFirefox = process.env["TONGBAN_BROWSER"] === "firefox"

/** The browser in which the story is told: Chromium, or Firefox where TONGBAN_BROWSER says so. */
export const openBrowser = (): Promise<Browser> => (isFirefox ? openFirefox() : openChromium())

/** Looks at a tab. Firefox gives it the focus, headless or not; a headless Chromium has to be told. */
export async function lookAt(page: Page): Promise<void> {
  await page.bringToFront()
  if (!isFirefox) await page.evaluate(() => dispatchEvent(new Event("focus")))
}

function openChromium(): Promise<Browser> {
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : []
  return chromium.launch({ executablePath: findBrowser(), args })
}

function openFirefox(): Promise<Browser> {
  const adapter = new URL("../../../../scripts/firefox-bidi.mjs", import.meta.url)
  return firefox.launch({
    channel: "moz-firefox",
    executablePath: fileURLToPath(adapter),
    // A click by WebDriver BiDi does not arrive in a frame that another process draws (ESR 153).
    firefoxUserPrefs: { "fission.autostart": false },
  })
}
