import { setTimeout as pause } from "node:timers/promises"
import { inLogWords } from "../fault.ts"
import type { Look } from "./look.ts"

export interface Watcher {
  /** Stops; what is under way is broken off, and reported again after the next start. */
  stop(): Promise<void>
}

/** The longest wait between two looks while the hub or the table is away. */
const longestPauseMs = 15_000

/**
 * Looks again and again. What keeps it from looking is said once and tried again all the while, ever
 * more slowly; nothing is lost, the rows are still there.
 */
export function watch(look: Look, everyMs: number, log: (message: string) => void): Watcher {
  const stopping = new AbortController()
  const { signal } = stopping
  const isStopping = () => signal.aborted
  let fault: string | undefined
  let pauseMs = everyMs

  const run = async () => {
    while (!isStopping()) {
      try {
        await look(signal)
        if (fault !== undefined) log("works again")
        fault = undefined
        pauseMs = everyMs
      } catch (error) {
        if (isStopping()) return
        const told = inLogWords(error)
        if (told !== fault) log(`${told}; trying again`)
        fault = told
        pauseMs = Math.min(pauseMs * 2, longestPauseMs)
      }
      await pause(pauseMs, undefined, { signal }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}
