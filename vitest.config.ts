import { storybookTest } from "@storybook/addon-vitest/vitest-plugin"
import { playwright } from "@vitest/browser-playwright"
import { defineConfig } from "vitest/config"
import { findBrowser } from "./scripts/find-browser.mjs"

/** The stories as they are first seen, and all the other toolbar choices at once. */
const readings = {
  stories: { lang: "zh-CN", size: "", theme: "", width: "wide" },
  "stories, en, large, dark, narrow": { lang: "en", size: "large", theme: "dark", width: "narrow" },
}

/** Each story in a real Chromium: it renders, its play ends, axe finds nothing. */
export default defineConfig({
  test: {
    projects: Object.entries(readings).map(([name, globals]) => ({
      plugins: [storybookTest({ configDir: ".storybook" })],
      define: { __TONGBAN_STORY_GLOBALS__: JSON.stringify(globals) },
      test: {
        name,
        browser: {
          enabled: true,
          headless: true,
          provider: playwright({
            launchOptions: {
              executablePath: findBrowser(),
              args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
            },
          }),
          instances: [{ browser: "chromium" as const }],
          screenshotFailures: false,
        },
      },
    })),
  },
})
