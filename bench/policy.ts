import { readFileSync } from "node:fs"
import type { Counted } from "./frame.ts"
import { bundled } from "./support/bundled.ts"
import { inPage } from "./support/page.ts"

const vectors = JSON.parse(
  readFileSync(new URL("../packages/standards/vectors/nouns.json", import.meta.url), "utf8"),
) as { nouns: Record<string, { good: unknown[] }> }

/** Counts what the policy reports while a page works, and says when it is done. */
const counting = `
let count = 0
document.addEventListener("securitypolicyviolation", () => count++)
const done = (worked) => {
  // A report comes in a task of its own.
  setTimeout(() => {
    const output = document.createElement("output")
    output.textContent = worked ? String(count) : "failed"
    document.body.append(output)
  }, 100)
}
`

/** Checks a good value of every noun, and a bad one. */
const checking = `
import { nouns } from "@tongban/standards/json-schema"
const { nouns: vectors } = ${JSON.stringify(vectors)}
done(
  Object.entries(nouns).every(
    ([name, { schema }]) =>
      schema.safeParse(vectors[name].good[0]).success && !schema.safeParse(NaN).success,
  ),
)
`

/** What the policy is there to stop; shows that it is counted. */
const evaluating = `
try { new Function("return 1") } catch { done(true) }
`

/** What a page under a strict policy is reported for while it checks by every schema. */
export const policy: Counted = {
  kind: "counted",
  about: "violations of `script-src 'self'`: every noun's schema in Chromium / one `new Function`",
  unit: "violations",
  async count() {
    const scripts: Record<string, Uint8Array> = {
      "/checking.js": await bundled(counting + checking),
      "/evaluating.js": await bundled(counting + evaluating),
    }
    const violations = (script: string) =>
      inPage(
        (path) => {
          const body = scripts[path]
          return body === undefined
            ? {
                body: `<!doctype html><body><link rel="icon" href="data:,"><script type="module" src="/${script}.js"></script>`,
                headers: {
                  "content-type": "text/html",
                  "content-security-policy": "script-src 'self'",
                },
              }
            : { body, headers: { "content-type": "text/javascript" } }
        },
        async (tab, origin) => {
          tab.on("pageerror", (error) => {
            console.error(error)
          })
          await tab.goto(`${origin}/`)
          const said = await tab.locator("output").textContent({ timeout: 10_000 })
          if (said === "failed") throw new Error("a schema judged wrongly in the page")
          return Number(said)
        },
      )
    return [
      {
        what: "checking / evaluating",
        candidate: await violations("checking"),
        reference: await violations("evaluating"),
      },
    ]
  },
}
