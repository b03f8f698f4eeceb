// The elements' specification in three engines, from source. Run with --conditions=@tongban/source: the
// gateways that it talks to are TypeScript of ours.
import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { esbuildPlugin } from "@web/dev-server-esbuild"
import { chromeLauncher } from "@web/test-runner-chrome"
import { webdriverLauncher } from "@web/test-runner-webdriver"
import * as puppeteer from "puppeteer-core"
import { findBrowser } from "../../scripts/find-browser.mjs"
import { gatewaysMiddleware, gatewaysPlugin } from "./spec/runner/gateways.ts"
import { reporter } from "./spec/runner/reporter.ts"
import { startWebkitDriver } from "./spec/runner/webkit.ts"

/** Under our name for it in every report, whatever the launcher calls it. */
const named = (name, launcher) =>
  Object.defineProperty(launcher, "name", { get: () => name, set: () => undefined })

/** How each engine is started; a machine may lack one, but not CI. */
const launchers = {
  chromium: (executablePath) =>
    chromeLauncher({
      launchOptions: {
        executablePath,
        args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
      },
    }),
  firefox: (executablePath) =>
    chromeLauncher({ puppeteer, launchOptions: { browser: "firefox", executablePath } }),
  webkit: async (driver) =>
    webdriverLauncher({
      hostname: "127.0.0.1",
      port: await startWebkitDriver(driver),
      capabilities: {
        browserName: "MiniBrowser",
        "wdio:enforceWebDriverClassic": true,
        "webkitgtk:browserOptions": { binary: miniBrowser(), args: ["--automation"] },
      },
    }),
}

function miniBrowser() {
  const found = ["x86_64-linux-gnu", "aarch64-linux-gnu"]
    .map((machine) => `/usr/lib/${machine}/webkit2gtk-4.1/MiniBrowser`)
    .find((file) => existsSync(file))
  if (found === undefined)
    throw new Error(
      "tongban: WebKitGTK's MiniBrowser is missing. To mend it: `sudo apt-get install webkit2gtk-driver`.",
    )
  return found
}

const wanted = (process.env["TONGBAN_ENGINES"] ?? "chromium,firefox,webkit").split(",")
const browsers = []
for (const engine of wanted) {
  let path
  try {
    path = findBrowser(engine)
  } catch (error) {
    if (process.env["CI"] === "true") throw error
    console.error(error.message)
    continue
  }
  browsers.push(named(engine, await launchers[engine](path)))
}

export default {
  rootDir: fileURLToPath(new URL("../..", import.meta.url)),
  files: "packages/elements/spec/*.spec.ts",
  nodeResolve: { exportConditions: ["@tongban/source", "browser", "development"] },
  browsers,
  concurrency: 1,
  concurrentBrowsers: 2,
  testFramework: { config: { ui: "bdd", timeout: "20000" } },
  testsFinishTimeout: 300_000,
  browserStartTimeout: 60_000,
  // An older target drops `with { type: "json" }` from an import.
  plugins: [esbuildPlugin({ ts: true, target: "esnext" }), gatewaysPlugin],
  middleware: [gatewaysMiddleware],
  reporters: [reporter],
}
