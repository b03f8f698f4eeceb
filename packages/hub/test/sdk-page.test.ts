import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { createServer } from "node:http"
import type { Server } from "node:http"
import { after, before, suite, test } from "node:test"
import { build } from "esbuild"
import { chromium } from "playwright-core"
import type { Browser, Page } from "playwright-core"
import type * as Sdk from "@tongban/sdk"
import { nodeHandler } from "@tongban/sdk/gateway/node"
import type * as SdkUpload from "@tongban/sdk/upload"
import { findBrowser } from "../../../scripts/find-browser.mjs"
import { CitizenSession } from "./support/citizen-session.ts"
import { he, item, portalOrigin } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"
import { surfaceFor } from "./support/uploading.ts"

type InPage = typeof Sdk & typeof SdkUpload
interface SdkWindow {
  sdk: Promise<InPage>
}

const html = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>page</title>
<script type="module">window.sdk = import("/sdk.js")</script>`

/** What was built, as a portal's bundler takes it. */
async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: 'export * from "@tongban/sdk"; export * from "@tongban/sdk/upload"',
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    format: "esm",
    target: "es2022",
    write: false,
    logLevel: "silent",
  })
  return outputFiles[0]?.text ?? ""
}

suite("the SDK in a page", () => {
  let world: HubWorld
  let browser: Browser
  let server: Server
  let script: string
  let citizen: CitizenSession
  let cookie: string

  before(async () => {
    world = await HubWorld.make()
    const gateway = await world.gateway()
    const login = await world.logInThrough(gateway, he)
    cookie = login.cookie
    citizen = new CitizenSession(world.origin, gateway, cookie, login.jar)
    script = await bundled()
    const handle = nodeHandler(gateway)
    server = createServer((request, response) => {
      handle(request, response, () => {
        const [type, body] =
          request.url === "/sdk.js" ? ["text/javascript", script] : ["text/html", html]
        response.setHeader("content-type", type).end(body)
      })
    })
    await new Promise<void>((resolve) =>
      server.listen(Number(new URL(portalOrigin).port), "127.0.0.1", resolve),
    )
    const args = process.getuid?.() === 0 ? ["--no-sandbox"] : []
    browser = await chromium.launch({ executablePath: findBrowser(), args })
  })
  after(async () => {
    await browser.close()
    server.closeAllConnections()
    server.close()
    await world.close()
  })

  const pageAt = async (address: string): Promise<Page> => {
    const page = await browser.newPage()
    await page.goto(address)
    return page
  }

  test("by the session's cookie: pages by for await, answers with their response, errors that say what they are", async () => {
    const opened: string[] = []
    for (let n = 0; n < 5; n++) opened.push((await citizen.openDraft()).id)
    const page = await pageAt(portalOrigin)
    await page.context().addCookies(
      cookie.split("; ").map((pair) => {
        const at = pair.indexOf("=")
        return { name: pair.slice(0, at), value: pair.slice(at + 1), url: portalOrigin }
      }),
    )
    const seen = await page.evaluate(async () => {
      const sdk = await (window as unknown as SdkWindow).sdk
      const baseUrl = `${location.origin}/tongban`
      const auth = { authorize: () => Promise.resolve({ "tongban-request": "1" }) }
      const tongban = sdk.createClient({ baseUrl, auth, audit: true })
      const ids: string[] = []
      for await (const { id } of tongban.cases.list({ limit: 2 })) ids.push(id)
      const { data, response } = await tongban.cases.get({ caseId: ids[0] ?? "" }).withResponse()
      const refusal: unknown = await tongban.cases
        .get({ caseId: "nothing" })
        .catch((error: unknown) => error)
      return {
        ids,
        same: data.id === ids[0],
        status: response.status,
        known: sdk.isTongbanError(refusal) && sdk.isProblemError(refusal, "not_found"),
      }
    })
    assert.deepEqual(
      opened.filter((id) => !seen.ids.includes(id)),
      [],
    )
    assert.deepEqual([seen.same, seen.status, seen.known], [true, 200, true])
    await page.context().clearCookies()
    const unknown = await page.evaluate(async () => {
      const sdk = await (window as unknown as SdkWindow).sdk
      const tongban = sdk.createClient({ baseUrl: `${location.origin}/tongban` })
      return tongban.cases.get({ caseId: "any" }).catch(sdk.isAuthRequiredError)
    })
    assert.equal(unknown, true)
    await page.close()
  })

  test("an upload goes on after a reload, and its digest is that of the whole file", async () => {
    const { token } = await surfaceFor(citizen)
    const page = await browser.newPage()
    // A page of the hub's own origin: no other has a surface's token.
    await page.route(`${world.origin}/*`, (route) => {
      const { pathname } = new URL(route.request().url())
      if (pathname === "/page") return route.fulfill({ contentType: "text/html", body: html })
      if (pathname === "/sdk.js")
        return route.fulfill({ contentType: "text/javascript", body: script })
      return route.continue()
    })
    await page.goto(`${world.origin}/page`)
    const size = 3_000_000
    const send = (cutAfter: number) =>
      page.evaluate(
        async ([hub, surface, requirement, bytes, most]) => {
          const sdk = await (window as unknown as SdkWindow).sdk
          let sent = 0
          const cut = new AbortController()
          const file = new File(["%PDF-1.7\n", new Uint8Array(bytes).fill(7)], "图.pdf", {
            lastModified: 1,
          })
          const upload = sdk.startUpload(file, {
            hub,
            requirement,
            storage: sessionStorage,
            signal: cut.signal,
            authorize: () => ({ authorization: `Bearer ${surface}` }),
            fetch: (input, init) => {
              sent += (init?.body as Uint8Array | undefined)?.byteLength ?? 0
              return fetch(input, init)
            },
            onProgress: (arrived) => {
              if (arrived > most) cut.abort()
            },
          })
          const done = await upload.done.catch((error: unknown) => {
            if (sdk.isAbortedError(error)) return undefined
            throw error
          })
          return { done, sent, kept: sessionStorage.length }
        },
        [world.origin, token, item.selfMade, size, cutAfter] as const,
      )
    const first = await send(500_000)
    assert.deepEqual([first.done, first.kept], [undefined, 1])
    await page.reload()
    const second = await send(Infinity)
    const whole = Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(size, 7)])
    assert.equal(second.done?.sha256, createHash("sha256").update(whole).digest("hex"))
    assert.match(second.done.material, /^[0-9a-f-]{36}$/)
    assert.equal(second.kept, 0)
    assert.ok(second.sent < whole.length - 400_000, `${second.sent} bytes were sent again`)
    await page.close()
  })
})
