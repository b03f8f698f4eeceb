import { setTimeout as pause } from "node:timers/promises"
import { toldError } from "@tongban/standards"
import { receivePapers } from "./receive-papers.ts"
import type { ReceivedPaper, Receiving } from "./receive-papers.ts"

/** A paper that is owed to an application, and the handle with which it is asked for again. */
export interface OwedPaper {
  localNumber: string
  caseId: string
  /** The requirement's key. */
  requirement: string
  /** 使用回执 */
  receipt: string
  handle: string
}

/** Where a portal keeps what it is owed. */
export interface OwedPapers {
  /** The papers that may still be asked for. */
  owed(): OwedPaper[]
  /** Takes a paper that was owed. */
  arrived(localNumber: string, paper: ReceivedPaper): void
}

/** Each paper is asked for again after these waits: four tickets more, within ten minutes (protocol M11). */
const waitsMs = [5_000, 20_000, 80_000, 320_000]
const lookEveryMs = 1_000

export interface Following {
  close(): Promise<void>
}

/** Asks for the papers that are owed, also those from before this start, until they have come. */
export function followOwed(
  table: OwedPapers,
  by: Pick<Receiving, "tongban" | "operator" | "folder">,
): Following {
  const closing = new AbortController()
  const { signal } = closing
  const asked = new Map<string, { times: number; at: number }>()

  /** Notes a paper at the first look; says whether it is time to ask for it. */
  const isDue = ({ receipt }: OwedPaper): boolean => {
    const now = performance.now()
    const { times, at } = asked.get(receipt) ?? { times: 0, at: now }
    const due = now - at >= (waitsMs[times] ?? Infinity)
    asked.set(receipt, due ? { times: times + 1, at: now } : { times, at })
    return due
  }
  const ask = async ({ caseId, localNumber, requirement, handle }: OwedPaper) => {
    const picked = [{ requirement, handle }]
    const { papers } = await receivePapers({ ...by, caseId, localNumber, picked })
    for (const paper of papers) if (paper.file !== undefined) table.arrived(localNumber, paper)
  }
  const run = async () => {
    while (!signal.aborted) {
      for (const paper of table.owed().filter(isDue)) {
        try {
          await ask(paper)
        } catch (error) {
          // The hub is away, or has given its last ticket: the paper stays owed.
          console.error(`${by.operator}:`, toldError(error).message)
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
