// The thread in which one foreign file is opened and marked: what goes wrong with it goes wrong here.
import { parentPort, workerData } from "node:worker_threads"
import type { Marked, Marking } from "./mark.ts"
import { Unmarkable } from "./unmarkable.ts"
import type { Watermark } from "./watermark.ts"

type Way = (bytes: Uint8Array, watermark: Watermark) => Uint8Array | Promise<Uint8Array>

/** By media type; only what one needs is loaded. */
const ways = new Map<string, () => Promise<Way>>([
  ["application/pdf", async () => (await import("./pdf.ts")).markPdf],
  ["image/png", async () => (await import("./picture.ts")).markPng],
  ["image/jpeg", async () => (await import("./picture.ts")).markJpeg],
  ["text/plain", async () => (await import("./text.ts")).markText],
])

if (parentPort === null) throw new Error("this file is a worker thread's, started by mark.ts")
parentPort.postMessage(await marked(workerData as Marking))

async function marked({ bytes, mediaType, watermark }: Marking): Promise<Marked> {
  const way = await ways.get(mediaType)?.()
  if (way === undefined) return { refused: "mediaType", reason: mediaType }
  try {
    return { bytes: await way(bytes, watermark) }
  } catch (error) {
    // A decoder that stumbles over a foreign file says so in many ways: all mean the file.
    const refused = error instanceof Unmarkable ? error.rule : "malformed"
    return { refused, reason: String(error instanceof Unmarkable ? error.cause : error) }
  }
}
