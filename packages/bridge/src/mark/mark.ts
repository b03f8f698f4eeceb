import { Worker } from "node:worker_threads"
import { Problem } from "../serve/problem.ts"
import type { UnmarkableRule } from "./unmarkable.ts"
import type { Watermark } from "./watermark.ts"

/** What the thread is given: a file, and what to write over it. */
export interface Marking {
  bytes: Uint8Array
  /** Without parameters: `application/pdf`. */
  mediaType: string
  watermark: Watermark
}
/** What it answers. */
export type Marked = { bytes: Uint8Array } | { refused: UnmarkableRule; reason: string }

/** What marking one paper may take, and what may come out. */
const most = {
  ms: 20_000,
  /** By which the whole process may grow meanwhile: a file of a few bytes can unpack to gigabytes. */
  growth: 1280 * 1024 * 1024,
  /** A sealed answer must stay within what recipients take. */
  bytes: 22 * 1024 * 1024,
}
const lookEveryMs = 50

/** One at a time: the next paper waits for the one before. */
let last: Promise<unknown> = Promise.resolve()

/**
 * Makes the derived copy (加注件) of a paper: the same, with its watermark. A thread of its own opens the
 * file, as it is foreign; the thread ends with it, whatever it did.
 *
 * @throws {Problem} `paper_unmarkable` naming the rule
 */
export function markCopy(marking: Marking): Promise<Uint8Array> {
  const copy = last.then(() => copyOf(marking))
  last = copy.catch(() => undefined)
  return copy
}

async function copyOf(marking: Marking): Promise<Uint8Array> {
  const marked = await inThread(marking)
  if ("refused" in marked) throw new Problem("paper_unmarkable", { rule: marked.refused })
  if (marked.bytes.length > most.bytes) throw new Problem("paper_unmarkable", { rule: "tooLarge" })
  return marked.bytes
}

/** Runs the thread to its answer, or to the first bound that it breaks. */
async function inThread(workerData: Marking): Promise<Marked> {
  const worker = new Worker(new URL(import.meta.resolve("#mark-worker")), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
    // What a decoder prints of a file is not for the bridge's log.
    stdout: true,
    stderr: true,
  })
  const before = process.memoryUsage.rss()
  const began = performance.now()
  let look: NodeJS.Timeout | undefined
  try {
    return await new Promise<Marked>((resolve) => {
      worker.once("message", resolve)
      worker.once("error", (error) => {
        resolve({ refused: "malformed", reason: String(error) })
      })
      worker.once("exit", () => {
        resolve({ refused: "malformed", reason: "the thread ended without an answer" })
      })
      look = setInterval(() => {
        if (performance.now() - began > most.ms) resolve({ refused: "tooSlow", reason: "time" })
        if (process.memoryUsage.rss() - before > most.growth)
          resolve({ refused: "tooLarge", reason: "memory" })
      }, lookEveryMs)
    })
  } finally {
    clearInterval(look)
    await worker.terminate()
  }
}
