import { spawn } from "node:child_process"
import type { ChildProcess } from "node:child_process"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { StartFault } from "./preflight.ts"

export interface Child {
  name: string
  process: ChildProcess
  /** Resolves with the exit code, or null after a signal. */
  ended: Promise<number | null>
  /** Asks it to stop, and waits; after a while it is killed. */
  stop(): Promise<void>
  /** Ends it as a crash would (SIGKILL), and waits. */
  kill(): Promise<void>
}

export interface ChildOptions {
  name: string
  script: string
  args?: string[]
  env?: Record<string, string>
  /** The file of the sandbox's clock, which the process follows instead of the machine's. */
  clock: string
}

const followClock = fileURLToPath(new URL("clock/preload.ts", import.meta.url))

const readyWithinMs = 120_000
const stopWithinMs = 10_000

/**
 * Starts one of the province's processes and waits until it says that it is ready. It holds our end
 * of its standard input: when we are gone, it goes.
 *
 * @throws {StartFault} with its own last words, where it ends before
 */
export async function startChild({
  name,
  script,
  args = [],
  env = {},
  clock,
}: ChildOptions): Promise<Child> {
  const options = ["--conditions=@tongban/source", "--require", followClock]
  const child = spawn(process.execPath, [...options, script, ...args], {
    stdio: ["pipe", "pipe", "pipe"],
    env: {
      ...process.env,
      ...env,
      TONGBAN_PARENT_STDIN: "1",
      TONGBAN_SANDBOX_CLOCK: clock,
    },
  })
  const said: string[] = []
  let running = false
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve))
  const ready = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (/ ready\b/.test(line)) resolve()
      else if (running) console.error(`${name}: ${line}`)
    })
  })
  createInterface({ input: child.stderr }).on("line", (line) => {
    said.push(line)
    if (said.length > 20) said.shift()
    if (running) console.error(line)
  })

  const result = await Promise.race([
    ready.then(() => "ready" as const),
    ended.then(() => "ended" as const),
    late(readyWithinMs),
  ])
  if (result !== "ready") {
    child.kill("SIGKILL")
    const why =
      said.join("\n") ||
      (result === "late"
        ? `it was not ready within ${readyWithinMs / 1000} s`
        : "it ended without a word")
    throw new StartFault(`${name} did not start: ${why}`)
  }
  running = true
  return {
    name,
    process: child,
    ended,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill("SIGTERM")
      if ((await Promise.race([ended, late(stopWithinMs)])) === "late") child.kill("SIGKILL")
      await ended
    },
    async kill() {
      child.kill("SIGKILL")
      await ended
    },
  }
}

const late = (ms: number): Promise<"late"> =>
  new Promise((resolve) => {
    setTimeout(() => {
      resolve("late")
    }, ms).unref()
  })
