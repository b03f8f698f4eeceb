import { readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { Gateway } from "./gateway.ts"
import { hostileCss, oldPage } from "./pages.ts"
import { send, serve } from "./server.ts"

/** What an old portal carries besides, as the province's does. */
const province = createRequire(
  new URL("../../../../examples/province/package.json", import.meta.url),
)
const carried = new Map([
  [
    "/bootstrap.css",
    { type: "text/css", file: province.resolve("bootstrap/dist/css/bootstrap.css") },
  ],
  ["/jquery.js", { type: "text/javascript", file: province.resolve("jquery/dist/jquery.js") }],
])

/** The classic file as it is shipped. */
const script = await readFile(new URL("../../dist/tongban.js", import.meta.url))

/** A portal with its gateway on 127.0.0.1, and a hub on localhost: two sites. */
export interface Site {
  portal: string
  hub: string
  gateway: Gateway
  close(): Promise<void>
}

/**
 * @param body - what stands in the body of the portal's every page
 * @param lang - the page's language
 * @param lax - without the strict policy
 */
export async function openSite(body: string, lang = "zh-CN", lax = false): Promise<Site> {
  const gateway = new Gateway()
  const hub = await serve((_, response, { pathname }) => {
    if (pathname === "/frame.js") send(response, "text/javascript", frameScript)
    else send(response, "text/html", framePage)
  })
  const hubOrigin = `http://localhost:${hub.port}`
  gateway.surfaceUrl = `${hubOrigin}/surface`

  const portal = await serve(async (request, response, { pathname, search }) => {
    const other = carried.get(pathname)
    if (other !== undefined) send(response, other.type, await readFile(other.file))
    else if (pathname === "/tongban/tongban.js") send(response, "text/javascript", script)
    else if (pathname === "/tongban/login") send(response, "text/html", loginPage(search))
    else if (pathname.startsWith("/tongban/"))
      await gateway.answer(request, response, pathname.slice("/tongban".length))
    else if (pathname === "/hostile.css") send(response, "text/css", hostileCss)
    else if (pathname === "/frame.js") send(response, "text/javascript", frameScript)
    else if (pathname === "/frame") send(response, "text/html", framePage)
    else
      send(
        response,
        "text/html",
        oldPage(body, lang),
        lax ? {} : { "content-security-policy": policy(hubOrigin) },
      )
  })
  return {
    portal: `http://127.0.0.1:${portal.port}`,
    hub: hubOrigin,
    gateway,
    async close() {
      await Promise.all([portal.close(), hub.close()])
    },
  }
}

/** The strictest policy that the elements promise to work under (design §8). */
const policy = (hub: string): string =>
  [
    "default-src 'self'",
    `frame-src 'self' ${hub}`,
    "require-trusted-types-for 'script'",
    "trusted-types lit-html",
  ].join("; ")

const loginPage = (search: string): string =>
  `<!doctype html><title>login</title><p id="asked">${encodeURIComponent(search)}</p>`

export const framePage = `<!doctype html><title>frame</title><script src="/frame.js"></script>`

/**
 * A page in a frame that says what the test wants said, and keeps what it hears. `greet` answers the
 * number of ports that came before the host page's echo: what was not offered by then never is.
 */
export const frameScript = `
  const offers = [], heard = [], ports = []
  let echoed
  addEventListener("message", ({ data, ports: given }) => {
    if (data === "pong") return echoed()
    offers.push({ ...data, ports: given.length })
    for (const port of given) {
      ports.push(port)
      port.onmessage = (message) => heard.push(message.data)
    }
  })
  const greet = (hello) => new Promise((resolve) => {
    echoed = () => resolve(ports.length)
    parent.postMessage(hello, "*")
    parent.postMessage("ping", "*")
  })
  window.frame = { offers, heard, ports, greet }
`
