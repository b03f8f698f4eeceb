// `npm test`: everything that must hold, part by part, each with its time. Stops at the first part that
// fails. Ends with one line: the tests passed and failed, all parts together.
import { spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { ensureBrowsers, findBrowser } from "./find-browser.mjs"
import { ensurePostgres } from "./find-postgres.mjs"

const root = join(dirname(fileURLToPath(import.meta.url)), "..")
const bin = (name) => join(root, "node_modules", ".bin", name)
const node = process.execPath

/** Two files at once, on the two cores of a small machine: much of a test is waiting, in a browser most of all. */
const tests = (...names) => [
  "--conditions=@tongban/source",
  "--import=./scripts/exit-at-once.mjs",
  "--test",
  "--test-concurrency=2",
  "--test-reporter=spec",
  "--test-reporter-destination=stdout",
  "--test-reporter=./scripts/tally.mjs",
  "--test-reporter-destination=stdout",
  ...names,
]

/** Everything runs in UTC, unless it says otherwise: legal days must not depend on the process's zone. */
process.env["TZ"] = "UTC"
/** A browser in the plain C locale opens no file with a Chinese name. */
process.env["LC_ALL"] = "C.UTF-8"
const newYork = { TZ: "America/New_York" }

/** What each part runs; `needs` names an engine that a developer's machine may lack. */
const parts = [
  { name: "types", command: bin("tsc"), args: ["-b"] },
  { name: "lint", command: bin("eslint"), args: ["."] },
  {
    name: "import circles",
    command: bin("depcruise"),
    args: ["packages", "examples", "--output-type", "err"],
  },
  { name: "format", command: bin("prettier"), args: ["--check", "--log-level", "warn", "."] },
  { name: "browser build", command: node, args: ["scripts/build.mjs", "--browser", "--quiet"] },
  {
    name: "budgets",
    command: node,
    args: ["--conditions=@tongban/source", "bench/run.ts", "--counted"],
  },
  { name: "packages and their API", command: node, args: ["scripts/packages.mjs"] },
  {
    name: "reference",
    command: bin("typedoc"),
    args: ["--logLevel", "Warn", "--out", "node_modules/.cache/tongban/reference"],
  },
  {
    name: "tests, the hub on PGlite",
    command: node,
    // Walks of every operation are long and the same on both engines: PostgreSQL takes them.
    args: tests(
      "packages/{standards,sdk,bridge,cli}/test/**/*.test.ts",
      "packages/hub/test/!(pages-*|*-page|reach|fuzz).test.ts",
      "scripts/test/*.test.mjs",
    ),
  },
  {
    name: "tests in Chromium",
    command: node,
    args: tests(
      "packages/hub/test/{pages-*,*-page}.test.ts",
      "packages/elements/test/**/*.test.ts",
      "examples/*/test/**/*.test.ts",
    ),
  },
  {
    // What computes with times, far from both UTC and Shanghai.
    name: "tests in New York",
    command: node,
    args: tests("packages/{standards,sdk,bridge}/test/**/*.test.ts"),
    env: newYork,
  },
  {
    // The pages in a browser are the same on both.
    name: "the hub on PostgreSQL, in New York",
    command: node,
    env: newYork,
    args: [
      "scripts/with-postgres.mjs",
      node,
      ...tests("packages/hub/test/!(pages-*|*-page).test.ts"),
    ],
  },
  {
    name: "the elements in three engines",
    command: node,
    args: [
      "--conditions=@tongban/source",
      "node_modules/@web/test-runner/dist/bin.js",
      "--config",
      "packages/elements/web-test-runner.config.mjs",
    ],
  },
  {
    name: "the classic file on Chromium 78, 86 and 92",
    needs: "an old Chromium",
    command: node,
    args: tests("packages/elements/old-chromium/*.test.ts"),
  },
  {
    name: "the stories",
    command: bin("vitest"),
    args: ["run", "--reporter=default", "--reporter=./scripts/vitest-tally.mjs"],
  },
  {
    name: "the story in Firefox",
    needs: "firefox",
    command: node,
    args: tests("examples/province/test/story.test.ts"),
    env: { TONGBAN_BROWSER: "firefox" },
  },
]

const folder = mkdtempSync(join(tmpdir(), "tongban-check-"))
process.env["POSTGRES_BIN"] = ensurePostgres()
const absent = ensureBrowsers()
if (process.platform !== "linux" || process.arch !== "x64")
  absent.push({ engine: "an old Chromium", why: "There is one for Linux on x64 only." })
process.env["CHROME_PATH"] = findBrowser()

const times = []
const sum = { passed: 0, failed: 0 }
for (const part of parts) {
  if (absent.some(({ engine }) => engine === part.needs)) continue
  run(part)
  if (sum.failed > 0) break
}
rmSync(folder, { recursive: true })
console.log(`\n${times.join(" · ")}`)
for (const { engine, why } of absent) console.error(`NOT TESTED in ${engine}. ${why}`)
console.log(`${sum.passed} passed, ${sum.failed} failed`)
process.exitCode = sum.failed === 0 ? 0 : 1

/** Runs a part and counts its tests; one that counts none, as the lint, is one itself. */
function run({ name, command, args, env }) {
  const began = Date.now()
  console.log(`\n== ${name}`)
  const tally = join(folder, name)
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...env, TONGBAN_TALLY: tally },
  })
  times.push(`${name} ${((Date.now() - began) / 1000).toFixed(1)} s`)
  const ok = error === undefined && status === 0
  const [passed = 0, failed = 0] = existsSync(tally)
    ? readFileSync(tally, "utf8").trim().split(" ").map(Number)
    : [Number(ok)]
  sum.passed += passed
  sum.failed += ok ? failed : Math.max(failed, 1)
  if (!ok) console.error(`tongban: the part "${name}" failed${error ? `: ${error.message}` : ""}.`)
}
