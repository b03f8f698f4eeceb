// The PostgreSQL of the tests: an installed one, else Debian's where the user may install it.
import { spawnSync } from "node:child_process"
import { existsSync, readdirSync } from "node:fs"
import { delimiter, join } from "node:path"
import { install, mayInstall } from "./apt.mjs"

const oldest = 15

const advice = `install PostgreSQL ${oldest} or newer (Debian and Ubuntu: \`sudo apt-get install postgresql\`), or set POSTGRES_BIN to the folder of its \`initdb\` and \`postgres\``

/** The folder of the newest PostgreSQL's programs, or undefined where there is none new enough. */
export function findPostgres() {
  const folders = [
    process.env["POSTGRES_BIN"],
    ...debian(),
    "/opt/homebrew/opt/postgresql@17/bin",
    "/opt/homebrew/bin",
    ...(process.env["PATH"] ?? "").split(delimiter),
  ]
  return folders.find((folder) => folder !== undefined && folder !== "" && isNewEnough(folder))
}

/** As `findPostgres`, but installs Debian's where there is none and the user is root. Else it ends with advice. */
export function ensurePostgres() {
  const found = findPostgres() ?? (mayInstall() ? installed() : undefined)
  if (found !== undefined) return found
  console.error(`tongban: no PostgreSQL ${oldest} or newer found. To mend it: ${advice}.`)
  process.exit(1)
}

function installed() {
  console.log("Installing Debian's PostgreSQL for the hub's tests …")
  try {
    install("postgresql")
  } catch {
    console.error("tongban: apt-get could not install PostgreSQL; its words stand above.")
  }
  return findPostgres()
}

function debian() {
  const root = "/usr/lib/postgresql"
  if (!existsSync(root)) return []
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a))
  return versions.map((version) => join(root, version, "bin"))
}

function isNewEnough(folder) {
  if (!existsSync(join(folder, "initdb"))) return false
  const { stdout } = spawnSync(join(folder, "postgres"), ["--version"], { encoding: "utf8" })
  const [version] = /\d+/.exec(stdout ?? "") ?? ["0"]
  return Number(version) >= oldest
}
