import assert from "node:assert/strict"
import { spawn } from "node:child_process"
import type { ChildProcess } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import type { Server } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, suite, test } from "node:test"
import { fileURLToPath } from "node:url"
import { freePorts, isFree, portsFrom } from "./support/ports.ts"

const script = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const start = script("../src/start.ts")
const withinMs = 60_000

interface Ended {
  code: number | null
  out: string
  err: string
}

/** Runs a program of ours to its end. */
function run(file: string, args: string[], env: NodeJS.ProcessEnv = process.env): Promise<Ended> {
  const child = launch(file, args, env)
  return ended(child)
}

function launch(file: string, args: string[], env: NodeJS.ProcessEnv = process.env): ChildProcess {
  return spawn(process.execPath, ["--conditions=@tongban/source", file, ...args], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  })
}

async function ended(child: ChildProcess): Promise<Ended> {
  let [out, err] = ["", ""]
  child.stdout?.on("data", (chunk: Buffer) => (out += chunk.toString()))
  child.stderr?.on("data", (chunk: Buffer) => (err += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve))
  return { code, out, err }
}

/** A started province, as soon as it has said what to open. */
async function running(args: string[]): Promise<ChildProcess> {
  const child = launch(start, args)
  await new Promise<void>((resolve, reject) => {
    let said = ""
    child.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString()
      if (/Ctrl-C/.test(said)) resolve()
    })
    child.once("close", () => {
      reject(new Error(`it ended: ${said}`))
    })
  })
  return child
}

async function portsFree(base: number): Promise<void> {
  const deadline = Date.now() + withinMs
  while (Date.now() < deadline) {
    const free = await Promise.all(portsFrom(base).map(isFree))
    if (free.every(Boolean)) return
  }
  assert.fail(`the ports of ${base} were not freed within ${withinMs} ms`)
}

suite("npm start, and what can go wrong", () => {
  let folder: string
  let base: number
  let arguments_: string[]

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "tongban-start-"))
    base = await freePorts()
    arguments_ = ["--data", join(folder, "data"), "--port-base", String(base)]
  })
  after(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  const oneLine = ({ code, err }: Ended, expected: RegExp, exit = 1) => {
    assert.equal(code, exit, err)
    assert.match(err, expected)
    assert.doesNotMatch(err, /\n\s+at /, "no stack trace")
  }

  test("a taken port: one line names it and the mend, and nothing is started", async () => {
    const taken: Server = createServer()
    await new Promise<void>((resolve) => taken.listen(base + 2, "127.0.0.1", resolve))
    const result = await run(start, arguments_)
    oneLine(
      result,
      new RegExp(`port ${base + 2}, which the old portal needs, is taken.*--port-base`),
    )
    assert.ok(await isFree(base), "no hub was started")
    await new Promise((resolve) => taken.close(resolve))
  })

  test("a folder that runs through a file: one line says so", async () => {
    const file = join(folder, "file")
    writeFileSync(file, "")
    const result = await run(start, ["--data", join(file, "data"), "--port-base", String(base)])
    oneLine(result, /cannot be written \(E(NOTDIR|EXIST)\); name a folder/)
  })

  test("an unknown option or an impossible port: the usage, exit code 2", async () => {
    oneLine(await run(start, ["--sideways"]), /--sideways[\s\S]*--port-base N/, 2)
    oneLine(await run(start, ["--port-base", "80"]), /--port-base 80 is not a port/, 2)
  })

  test("one health round: exit code 0, and everything is stopped", async () => {
    const result = await run(start, [...arguments_, "--check"])
    assert.equal(result.code, 0, result.err)
    assert.match(result.out, /All well: hub, login, contract.*start page/)
    await portsFree(base)
  })

  test("a start that fails half-way: one line says why, and everything is stopped", async () => {
    const broken = join(folder, "broken")
    mkdirSync(join(broken, "scjg/business.sqlite"), { recursive: true })
    const result = await run(start, ["--data", broken, "--port-base", String(base)])
    oneLine(result, /old-portal did not start: .*unable to open database file/)
    await portsFree(base)
  })

  test("a portal of one's own whose address is none, or a file without a portal: the usage", async () => {
    for (const wrong of ["127.0.0.1:5000", "http://127.0.0.1:5000/", "http://x/y", "ftp://x"])
      oneLine(await run(start, ["--portal", wrong]), /is not an origin; write scheme, host/, 2)
    oneLine(await run(start, ["--portal-settings", "x.json"]), /give --portal too/, 2)
  })

  test("an unknown fault: the usage, with those that there are", async () => {
    oneLine(await run(start, ["--fault", "rain"]), /--fault rain is not one[\s\S]*owner-away/, 2)
  })

  test("a second start on a folder in use is refused; after kill -9 nothing blocks, and the data is found", async () => {
    const first = await running(arguments_)
    const other = await freePorts()
    const keys = readFileSync(join(folder, "data/keys/sandbox.json"), "utf8")
    const second = await run(start, ["--data", join(folder, "data"), "--port-base", String(other)])
    oneLine(second, /in use by another running process/)

    first.kill("SIGKILL")
    await portsFree(base) // The processes that it had started end by themselves.
    const third = await running(arguments_)
    assert.equal(readFileSync(join(folder, "data/keys/sandbox.json"), "utf8"), keys)

    const over = ended(third)
    third.kill("SIGINT")
    assert.equal((await over).code, 0, "Ctrl-C stops everything")
    await portsFree(base)
  })

  test("a set-up that was cut half-way is done again", async () => {
    writeFileSync(join(folder, "data/registry.json"), "{")
    rmSync(join(folder, "data/directory.jws"))
    assert.equal((await run(start, [...arguments_, "--check"])).code, 0)
    assert.ok(existsSync(join(folder, "data/directory.jws")))
  })

  test("the hub names all missing settings at once, and each fault of a file with its place", async () => {
    const hub = fileURLToPath(import.meta.resolve("@tongban/hub/main"))
    const bare = { PATH: process.env["PATH"] }
    const missing = await run(hub, [], bare)
    for (const name of [
      "TONGBAN_HUB_URL",
      "TONGBAN_DATA_DIR",
      "TONGBAN_REGISTRY",
      "TONGBAN_HUB_KEYS",
    ]) {
      oneLine(missing, new RegExp(`${name} is not set`))
    }
    const registry = join(folder, "registry.json")
    writeFileSync(
      registry,
      JSON.stringify({ departments: [{ id: "a b" }], clients: [], items: [], more: 1 }),
    )
    const wrong = await run(hub, [], {
      ...bare,
      TONGBAN_HUB_URL: "http://hub.example.gov.cn",
      TONGBAN_DATA_DIR: folder,
      TONGBAN_REGISTRY: registry,
      TONGBAN_HUB_KEYS: join(folder, "nothing.json"),
    })
    for (const fault of [
      /plain http, which a hub may use on loopback only/,
      /departments\.0/,
      /unknown entries more/,
      /nothing\.json cannot be read/,
    ]) {
      oneLine(wrong, fault)
    }
  })

  test("the old portal says which settings it lacks", async () => {
    oneLine(await run(script("../src/old/main.ts"), []), /--settings FILE/)
  })
})
