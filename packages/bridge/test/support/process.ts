import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"
import type { TestContext } from "node:test"

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url))

/** The bridge as it is really started. */
export interface BridgeProcess {
  /** Resolves when what it has printed so far matches. Rejects where it ends before. */
  says(what: RegExp): Promise<string>
  printed(): string
  kill(signal: NodeJS.Signals): void
  /** How it ended. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

export function startProcess(t: TestContext, args: readonly string[]): BridgeProcess {
  const child = spawn(process.execPath, ["--conditions=@tongban/source", main, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, TZ: "America/New_York" },
  })
  let printed = ""
  const listeners = new Set<() => void>()
  const heard = (chunk: Buffer) => {
    printed += chunk.toString("utf8")
    for (const listener of listeners) listener()
  }
  child.stdout.on("data", heard)
  child.stderr.on("data", heard)
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once("close", (code, signal) => {
      resolve({ code, signal })
    })
  })
  t.after(async () => {
    child.kill("SIGKILL")
    await ended
  })
  return {
    printed: () => printed,
    ended,
    kill: (signal) => void child.kill(signal),
    says: (what) =>
      new Promise((resolve, reject) => {
        const listener = () => {
          if (!what.test(printed)) return
          listeners.delete(listener)
          resolve(printed)
        }
        listeners.add(listener)
        listener()
        void ended.then(() => {
          reject(new Error(`it ended and did not say ${what.source}:\n${printed}`))
        })
      }),
  }
}
