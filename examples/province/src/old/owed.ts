import { setTimeout as pause } from "node:timers/promises"
import { toldError } from "@tongban/standards"
import { fetchOwed } from "./submit.ts"
import type { Submitting } from "./submit.ts"

/** Each paper is asked for again after these waits: four tickets more, within ten minutes (protocol M11). */
const waitsMs = [5_000, 20_000, 80_000, 320_000]
const lookEveryMs = 1_000

export interface Following {
  close(): Promise<void>
}

/** Asks for the papers that are owed, also those from before this start, until they have come. */
export function followOwed(by: Pick<Submitting, "tongban" | "table" | "papers">): Following {
  const closing = new AbortController()
  const { signal } = closing
  const asked = new Map<string, { times: number; at: number }>()

  /** Notes a paper at the first look; says whether it is time to ask for it. */
  const isDue = (receipt: string): boolean => {
    const now = performance.now()
    const { times, at } = asked.get(receipt) ?? { times: 0, at: now }
    const due = now - at >= (waitsMs[times] ?? Infinity)
    asked.set(receipt, due ? { times: times + 1, at: now } : { times, at })
    return due
  }
  const run = async () => {
    while (!signal.aborted) {
      for (const paper of by.table.owed().filter(({ HDBH }) => isDue(HDBH))) {
        try {
          await fetchOwed(paper, by)
        } catch (error) {
          // The hub is away, or has given its last ticket: the paper stays owed.
          console.error("old portal:", toldError(error).message)
        }
      }
      await pause(lookEveryMs, undefined, { signal }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    async close() {
      closing.abort()
      await running
    },
  }
}
