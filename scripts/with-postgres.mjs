// node scripts/with-postgres.mjs COMMAND …: runs a command beside a PostgreSQL of its own, which it finds
// in TONGBAN_TEST_POSTGRES, its programs in POSTGRES_BIN. The server lies in a new folder, listens on a socket in it and nowhere else,
// and ends with this process, however that ends: a run that was killed is in nobody's way.
import { execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { chownSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { ensurePostgres } from "./find-postgres.mjs"

const [command, ...args] = process.argv.slice(2)
const bin = ensurePostgres()
const folder = mkdtempSync(join(tmpdir(), "tongban-postgres-"))
const data = join(folder, "data")
const as = serverUser()

let server
try {
  initialise()
  server = start()
  await ready(server)
  const address = `postgres://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`
  const env = { ...process.env, TONGBAN_TEST_POSTGRES: address, POSTGRES_BIN: bin }
  const child = spawn(command, args, { stdio: "inherit", env })
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal))
  const [code] = await once(child, "exit")
  process.exitCode = code ?? 1
} finally {
  if (server?.exitCode === null) {
    server.kill("SIGINT")
    await once(server, "exit")
  }
  rmSync(folder, { recursive: true, force: true })
}

/** How a program of PostgreSQL is begun: never as root, and on Linux it dies with this process. */
function serverUser() {
  if (process.platform !== "linux") return []
  const dying = ["setpriv", "--pdeathsig", "INT"]
  if (process.getuid() !== 0) return dying
  const [uid, gid] = ["-u", "-g"].map((flag) =>
    Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" })),
  )
  chownSync(folder, uid, gid)
  return [...dying, `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"]
}

function initialise() {
  const options = ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
  const [program, ...rest] = [...as, join(bin, "initdb"), ...options]
  execFileSync(program, rest, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] })
}

/** What is written need not survive: no fsync. */
function start() {
  const settings = { unix_socket_directories: folder, listen_addresses: "", fsync: "off" }
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])
  const [program, ...rest] = [...as, join(bin, "postgres"), "-D", data, ...options]
  return spawn(program, rest, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] })
}

function ready(server) {
  return new Promise((resolve, reject) => {
    let said = ""
    server.stderr.setEncoding("utf8").on("data", (text) => {
      said += text
      if (said.includes("ready to accept connections")) resolve()
    })
    server.once("exit", (code) =>
      reject(new Error(`PostgreSQL ended (code ${code}) before it was ready:\n${said}`)),
    )
  })
}
