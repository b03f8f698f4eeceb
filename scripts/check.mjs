// `npm test`: everything that must hold, part by part, each with its time. Stops at the first part that fails.
import { spawnSync } from "node:child_process"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { ensureBrowser } from "./find-browser.mjs"

const root = join(dirname(fileURLToPath(import.meta.url)), "..")
const bin = (name) => join(root, "node_modules", ".bin", name)
const node = process.execPath

const tests = (...files) => [
  "--conditions=@tongban/source",
  "--test",
  "--test-concurrency=2",
  "--test-reporter=spec",
  "--test-reporter-destination=stdout",
  "--test-reporter=./scripts/tally.mjs",
  "--test-reporter-destination=stdout",
  ...files,
]

const parts = [
  ["types", bin("tsc"), ["-b"]],
  ["lint", bin("eslint"), ["."]],
  ["import circles", bin("depcruise"), ["packages", "examples", "--output-type", "err"]],
  ["format", bin("prettier"), ["--check", "--log-level", "warn", "."]],
  ["browser build", node, ["scripts/build.mjs", "--browser", "--quiet"]],
  ["budgets", node, ["--conditions=@tongban/source", "bench/run.ts", "--counted"]],
  [
    "tests, the hub on PGlite",
    node,
    tests(
      "packages/*/test/**/*.test.ts",
      "examples/*/test/**/*.test.ts",
      "scripts/test/*.test.mjs",
    ),
  ],
  // The pages in a browser are the same on both.
  [
    "the hub on PostgreSQL",
    node,
    [
      "scripts/with-postgres.mjs",
      node,
      ...tests("packages/hub/test/!(pages-*|surface-page).test.ts"),
    ],
  ],
]

const times = []
process.env["CHROME_PATH"] = ensureBrowser()
for (const [name, command, args] of parts) {
  const began = Date.now()
  console.log(`\n== ${name}`)
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit" })
  times.push(`${name} ${((Date.now() - began) / 1000).toFixed(1)} s`)
  if (error !== undefined || status !== 0) {
    console.error(`\ntongban: the part "${name}" failed${error ? `: ${error.message}` : ""}.`)
    console.error(times.join(" · "))
    process.exit(1)
  }
}
console.log(`\n${times.join(" · ")}`)
