import { spawn } from "node:child_process"
import type { ChildProcess } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { patience, Tab } from "./tab.ts"
import { unpacked } from "./unpacked.ts"
import type { Version } from "./unpacked.ts"

/** A running old Chromium. */
export interface OldChromium {
  tab: Tab
  close(): Promise<void>
}

/**
 * Starts it with an empty tab. It never outlives this process. It runs here only as a single process,
 * for which it was not made: now and then one spins from its start, and another takes its place.
 */
export async function startChromium(version: Version): Promise<OldChromium> {
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new Error("an old Chromium runs on Linux on x64 only. To mend it: run these tests there.")
  const folder = await unpacked(version)
  for (let left = 2; ; left--) {
    try {
      return await start(folder)
    } catch (error) {
      if (left === 0) throw error
      console.error(`Chromium ${version} did not start, and is started again:`, error)
    }
  }
}

async function start(folder: string): Promise<OldChromium> {
  const profile = await mkdtemp(join(tmpdir(), "tongban-old-chromium-"))
  const child = spawn(
    join(folder, "chromium"),
    [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--single-process",
      "--no-zygote",
      "--remote-debugging-port=0",
      `--user-data-dir=${profile}`,
      "about:blank",
    ],
    {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, LD_LIBRARY_PATH: join(folder, "lib") },
    },
  )
  const kill = () => child.kill("SIGKILL")
  process.once("exit", kill)
  const close = async () => {
    process.removeListener("exit", kill)
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, "exit")
      kill()
      await ended
    }
    await rm(profile, { recursive: true, force: true })
  }
  try {
    const tab = await ownTab(await debuggingPort(child))
    return {
      tab,
      async close() {
        tab.close()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function debuggingPort(child: ChildProcess): Promise<string> {
  if (child.stderr === null) throw new Error("no standard error to read the port from")
  const late = setTimeout(() => child.kill("SIGKILL"), patience)
  const said: string[] = []
  try {
    for await (const line of createInterface({ input: child.stderr })) {
      const [, port] = /^DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(line) ?? []
      if (port !== undefined) return port
      said.push(line)
    }
  } finally {
    clearTimeout(late)
    child.stderr.resume()
  }
  throw new Error(`it ended before it listened, and said: ${said.join("\n")}`)
}

/** The tab that it opens by itself, soon after it listens: two tabs are too much for a single process. */
async function ownTab(port: string): Promise<Tab> {
  const late = Date.now() + patience
  while (Date.now() < late) {
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`, {
      signal: AbortSignal.timeout(patience),
    })
    const [first] = (await answer.json()) as { webSocketDebuggerUrl: string }[]
    if (first !== undefined) return Tab.at(first.webSocketDebuggerUrl)
  }
  throw new Error("it opened no tab")
}
