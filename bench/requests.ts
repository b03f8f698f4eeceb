import { readFileSync } from "node:fs"
import type { Counted } from "./frame.ts"
import { inPage } from "./support/page.ts"
import type { Given } from "./support/page.ts"

const script = readFileSync(new URL("../packages/elements/dist/tongban.js", import.meta.url))
const page = `<!doctype html><html lang="zh-CN"><head><link rel="icon" href="data:,">
<script src="/tongban/tongban.js" defer></script></head>
<body><tongban-login></tongban-login><tongban-case-status case="c"></tongban-case-status></body></html>`

function give(path: string): Given {
  if (path === "/tongban/tongban.js")
    return { body: script, headers: { "content-type": "text/javascript" } }
  if (path.startsWith("/tongban/"))
    return { body: '{"signedIn":false}', headers: { "content-type": "application/json" } }
  return { body: page, headers: { "content-type": "text/html; charset=utf-8" } }
}

/** What one script tag makes the browser fetch beside the page and the elements' own data. */
export const requests: Counted = {
  kind: "counted",
  about: "a page with one script tag: what it loads beside itself and the citizen's data",
  unit: "requests",
  count: () =>
    inPage(give, async (tab, origin) => {
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
    }),
}
