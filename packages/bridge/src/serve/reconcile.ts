import { open } from "node:fs/promises"
import type { DatabaseSync } from "node:sqlite"
import type { Answer, Body, reportDeliveries } from "@tongban/standards"
import type { Look } from "../watch/look.ts"
import { linesOf, logFile } from "./delivery-log.ts"

/** What tells the hub: resolves when it has the lines. */
export type TellDeliveries = (
  report: Body<typeof reportDeliveries>,
  options: { signal: AbortSignal },
) => Promise<Answer<typeof reportDeliveries>>

export interface ReconcileParts {
  stateFolder: string
  state: DatabaseSync
  tell: TellDeliveries
  log: (message: string) => void
  now: () => Date
}

/** The most lines of one report, and bytes that are read for it: a line is shorter than 600. */
const mostLines = 500
const mostBytes = 256 * 1024
/** A line is written at the end of a delivery, under the moment at which it began. */
const writtenWithinMs = 60_000

/**
 * Tells the hub each line of the owner's own log once it is there, from where the last look ended (protocol
 * M13). The hub holds them against its own and the recipients': what differs is said here, and listed by
 * `deliveries.differences`.
 */
export function reconciler({ stateFolder, state, tell, log, now }: ReconcileParts): Look {
  let known = 0
  return async (signal) => {
    const completeUntil = new Date(now().getTime() - writtenWithinMs).toISOString()
    for (;;) {
      signal.throwIfAborted()
      const from = offsetOf(state)
      const { text, bytes } = await next(logFile(stateFolder), from)
      const lines = linesOf(text).map(({ at, jti, recipient, acc, digest }) => {
        return { at, jti, recipient, acc, digest }
      })
      const isLast = bytes === 0
      const { differences } = await tell({ lines, ...(isLast && { completeUntil }) }, { signal })
      keepOffset(state, from + bytes)
      if (!isLast) continue
      if (differences !== known)
        log(
          differences === 0
            ? "the logs of owner, recipients and hub agree again"
            : `the logs of owner, recipients and hub differ ${differences} times; GET /v1/delivery-differences lists them`,
        )
      known = differences
      return
    }
  }
}

/** The whole lines that follow in the log, a report's worth. */
async function next(file: string, from: number): Promise<{ text: string; bytes: number }> {
  const opened = await open(file, "r")
  try {
    const { buffer, bytesRead } = await opened.read(Buffer.alloc(mostBytes), 0, mostBytes, from)
    let end = 0
    for (let count = 0; count < mostLines; count++) {
      const at = buffer.subarray(0, bytesRead).indexOf(0x0a, end)
      if (at < 0) break
      end = at + 1
    }
    return { text: buffer.subarray(0, end).toString("utf8"), bytes: end }
  } finally {
    await opened.close()
  }
}

function offsetOf(state: DatabaseSync): number {
  const row = state.prepare("SELECT told FROM deliveries_told WHERE id = 1").get()
  return typeof row?.["told"] === "number" ? row["told"] : 0
}

const keepOffset = (state: DatabaseSync, told: number) =>
  state
    .prepare(
      "INSERT INTO deliveries_told (id, told) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET told = excluded.told",
    )
    .run(told)
