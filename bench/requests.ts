import { readFileSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { chromium } from "playwright-core"
import { findBrowser } from "../scripts/find-browser.mjs"
import type { Counted } from "./frame.ts"

const script = readFileSync(new URL("../packages/elements/dist/tongban.js", import.meta.url))
const page = `<!doctype html><html lang="zh-CN"><head><link rel="icon" href="data:,">
<script src="/tongban/tongban.js" defer></script></head>
<body><tongban-login></tongban-login><tongban-case-status case="c"></tongban-case-status></body></html>`

/** What one script tag makes the browser fetch beside the page and the elements' own data. */
export const requests: Counted = {
  kind: "counted",
  about: "a page with one script tag: what it loads beside itself and the citizen's data",
  unit: "requests",
  async count() {
    const server = createServer(({ url }, response) => {
      if (url === "/tongban/tongban.js")
        response.setHeader("content-type", "text/javascript").end(script)
      else if (url?.startsWith("/tongban/") === true)
        response.setHeader("content-type", "application/json").end('{"signedIn":false}')
      else response.setHeader("content-type", "text/html; charset=utf-8").end(page)
    }).listen(0, "127.0.0.1")
    const args = process.getuid?.() === 0 ? ["--no-sandbox"] : []
    const browser = await chromium.launch({ executablePath: findBrowser(), args })
    try {
      const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      const tab = await browser.newPage()
      const urls: string[] = []
      tab.on("request", (request) => urls.push(request.url()))
      await tab.goto(`${origin}/`)
      await tab.getByText("统一身份登录").waitFor()
      const files = urls.filter((url) => /\.(js|css|woff2?|png|svg|json)(\?|$)/.test(url))
      const foreign = urls.filter((url) => !url.startsWith(origin) && !url.startsWith("data:"))
      return [
        { what: "files", candidate: files.length, reference: 1 },
        {
          what: "files and requests to other hosts",
          candidate: files.length + foreign.length,
          reference: 1,
        },
      ]
    } finally {
      await browser.close()
      server.closeAllConnections()
      server.close()
    }
  },
}
