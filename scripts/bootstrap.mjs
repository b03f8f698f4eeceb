// Installs what is missing before `npm start` and `npm test`. Built-ins only; runs on Node 18 and up,
// because it is the one script that may run before the pinned Node is installed.
import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = join(dirname(fileURLToPath(import.meta.url)), "..")
const stamp = join(root, "node_modules", ".tongban-lock-digest")
const digest = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .update(`${process.platform} ${process.arch}`)
  .digest("hex")

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== digest) {
  install()
  writeFileSync(stamp, digest)
  prepareDatabase()
}

function install() {
  const npm = process.env["npm_execpath"]
  if (npm === undefined) {
    fail("the packages are not installed", "run it through npm: `npm start` or `npm test`")
  }
  const began = Date.now()
  console.log("Installing packages (first time, or the lock has changed) …")
  try {
    execFileSync(
      process.execPath,
      [npm, "ci", "--ignore-scripts", "--loglevel=error", "--no-fund"],
      {
        cwd: root,
        stdio: "inherit",
      },
    )
  } catch {
    fail(
      "`npm ci` failed (its message stands above)",
      "check that the npm registry is reachable and this folder is writable; after a broken install remove node_modules",
    )
  }
  console.log(`Packages installed in ${((Date.now() - began) / 1000).toFixed(1)} s.`)
}

/** The embedded database's empty folder takes long to make: once, here, and not at each hub's first start. */
function prepareDatabase() {
  const began = Date.now()
  const script = "packages/hub/src/store/embedded/make-seed.ts"
  try {
    execFileSync("node", ["--conditions=@tongban/source", script], {
      cwd: root,
      stdio: "inherit",
      // npm puts the pinned Node first in the PATH; on Windows it is a command file.
      shell: process.platform === "win32",
    })
    console.log(`Empty database prepared in ${((Date.now() - began) / 1000).toFixed(1)} s.`)
  } catch {
    console.error("The empty database could not be prepared; the hub makes it at its first start.")
  }
}

/** @returns {never} */
function fail(cause, mend) {
  console.error(`tongban: ${cause}. To mend it: ${mend}.`)
  process.exit(1)
}
