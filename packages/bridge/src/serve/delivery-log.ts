import { mkdir, open } from "node:fs/promises"
import type { FileHandle } from "node:fs/promises"
import { join } from "node:path"
import * as z from "zod/mini"

/** One line of the owner's own log: which paper went to which client for which logged use. No person. */
const DeliveryLine = z.object({
  at: z.string(),
  jti: z.string(),
  ref: z.string(),
  /** For what; absent in lines of older versions. */
  item: z.optional(z.string()),
  recipient: z.string(),
  acc: z.string(),
  digest: z.string(),
})
export type DeliveryLine = z.infer<typeof DeliveryLine>

/** Appends to the owner's own log; resolves when the line is on disk. */
export interface DeliveryLog {
  /** The last lines from before this start, oldest first. */
  readonly recent: readonly DeliveryLine[]
  append(line: DeliveryLine): Promise<void>
  close(): Promise<void>
}

/** Far more lines than a ticket's life can bring. */
const tailBytes = 1024 * 1024

/** Where it lies in a state folder. */
export const logFile = (folder: string): string => join(folder, "deliveries.jsonl")

export async function openDeliveryLog(folder: string): Promise<DeliveryLog> {
  await mkdir(folder, { recursive: true })
  const file = await open(logFile(folder), "a+", 0o600)
  const tail = await tailOf(file)
  // A line that a crash cut off is closed, so that the next one stands by itself.
  if (tail !== "" && !tail.endsWith("\n")) await file.appendFile("\n")
  return {
    recent: linesOf(tail),
    async append(line) {
      await file.appendFile(`${JSON.stringify(line)}\n`)
      await file.sync()
    },
    close: () => file.close(),
  }
}

async function tailOf(file: FileHandle): Promise<string> {
  const { size } = await file.stat()
  const length = Math.min(size, tailBytes)
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length)
  return buffer.toString("utf8")
}

/** The lines of a part of the log; what is no whole line is left out. */
export const linesOf = (text: string): DeliveryLine[] => text.split("\n").flatMap(lineOf)

function lineOf(text: string): DeliveryLine[] {
  try {
    return [DeliveryLine.parse(JSON.parse(text))]
  } catch {
    // The cut head of the tail, or a line that a crash cut off.
    return []
  }
}
