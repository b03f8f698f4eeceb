import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { chromium } from "playwright-core"
import type { Page } from "playwright-core"
import { findBrowser } from "../../scripts/find-browser.mjs"

/** What a server gives for a path. */
export interface Given {
  body: string | Uint8Array
  headers: Record<string, string>
}

/** A page in Chromium, and a server for it on a port of its own, for as long as `work` takes. */
export async function inPage<T>(
  give: (path: string) => Given,
  work: (tab: Page, origin: string) => Promise<T>,
): Promise<T> {
  const server = createServer(({ url = "/" }, response) => {
    const { body, headers } = give(url)
    response.writeHead(200, headers).end(body)
  }).listen(0, "127.0.0.1")
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : []
  const browser = await chromium.launch({ executablePath: findBrowser(), args })
  try {
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return await work(await browser.newPage(), origin)
  } finally {
    await browser.close()
    server.closeAllConnections()
    server.close()
  }
}
