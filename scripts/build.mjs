// Builds what runs in a browser, and (unless --browser) the packages for npm.
import { execFileSync } from "node:child_process"
import { copyFileSync, mkdirSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { rollup } from "rollup"
import configs from "../rollup.config.js"

const root = join(dirname(fileURLToPath(import.meta.url)), "..")
const { values } = parseArgs({
  options: { browser: { type: "boolean" }, quiet: { type: "boolean" } },
})
const began = Date.now()

for (const { output, ...input } of configs) {
  const bundle = await rollup(input)
  await bundle.write(output)
  await bundle.close()
}
const pages = join(root, "packages/hub/dist/browser")
mkdirSync(pages, { recursive: true })
copyFileSync(join(root, "packages/hub/src/pages/page.css"), join(pages, "page.css"))

if (values.browser !== true) {
  execFileSync(join(root, "node_modules/.bin/tsc"), ["-b"], { cwd: root, stdio: "inherit" })
}
if (values.quiet !== true) {
  console.log(`Built in ${((Date.now() - began) / 1000).toFixed(1)} s.`)
}
