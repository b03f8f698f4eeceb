import { fileURLToPath } from "node:url"
import { chromium, firefox } from "playwright-core"
import type { Browser } from "playwright-core"
import { findBrowser } from "../../../../scripts/find-browser.mjs"

/** The browser in which the story is told: Chromium, or Firefox where TONGBAN_BROWSER says so. */
export const openBrowser = (): Promise<Browser> =>
  process.env["TONGBAN_BROWSER"] === "firefox" ? openFirefox() : openChromium()

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
