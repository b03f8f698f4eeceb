import type { DatabaseSync } from "node:sqlite"
import { isProblemError } from "@tongban/sdk"
import type { Report } from "@tongban/sdk"
import type { WatchConfig } from "../config.ts"
import { fingerprintOf, mapRow } from "./map-row.ts"
import type { SourceRow, SourceTable } from "./rows.ts"

/** Tells the hub of a case; resolves when the hub has it. */
export type Reporter = (
  localNumber: string,
  report: Report,
  idempotencyKey: string,
) => Promise<unknown>

export interface Watcher {
  /** Stops after the row at hand. */
  stop(): Promise<void>
}

export interface WatchParts {
  config: Pick<WatchConfig, "everyMs" | "scheme" | "stateWords">
  table: SourceTable
  state: DatabaseSync
  report: Reporter
  log(message: string): void
}

/** The longest wait between two looks while the hub is away. */
const longestPauseMs = 30_000

/**
 * Looks at the table again and again, and reports each row that is new or has changed. A row counts as
 * reported when the hub has said yes; the same row has the same key, so a lost answer doubles nothing.
 */
export function watchTable(parts: WatchParts): Watcher {
  const stopping = new AbortController()
  let fault: string | undefined
  let pauseMs = parts.config.everyMs

  const run = async () => {
    while (!stopping.signal.aborted) {
      try {
        await look(parts, stopping.signal)
        if (fault !== undefined) parts.log("works again")
        fault = undefined
        pauseMs = parts.config.everyMs
      } catch (error) {
        const told = error instanceof Error ? error.message : String(error)
        // Said once; tried again all the while, and nothing is lost: the rows are still there.
        if (told !== fault) parts.log(`${told}; trying again`)
        fault = told
        pauseMs = Math.min(pauseMs * 2, longestPauseMs)
      }
      await pause(pauseMs, stopping.signal)
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

/** One look at the whole table. */
async function look(parts: WatchParts, signal: AbortSignal): Promise<void> {
  const memory = memoryOf(parts.state)
  for await (const rows of parts.table.rows()) {
    for (const row of rows) {
      if (signal.aborted) return
      const fingerprint = fingerprintOf(row)
      if (memory.knows(row, fingerprint)) continue
      await handle(parts, memory, row, fingerprint)
    }
  }
}

async function handle(
  parts: WatchParts,
  memory: Memory,
  row: SourceRow,
  fingerprint: string,
): Promise<void> {
  const mapped = mapRow(row, parts.config)
  if ("reason" in mapped) {
    memory.quarantine(row, fingerprint, mapped.reason)
    parts.log(`a row was set aside: ${mapped.reason}`)
    return
  }
  try {
    await parts.report(mapped.localNumber, mapped.report, fingerprint)
  } catch (error) {
    const refused = refusalOf(error)
    if (refused === undefined) throw error
    memory.quarantine(row, fingerprint, `the hub refuses it: ${refused}`)
    parts.log(`a row was set aside: the hub refuses it (${refused})`)
    return
  }
  memory.reported(row, fingerprint)
}

const refusals = ["invalid_request", "item_unknown", "not_found", "idempotency_conflict"]

/** The code of a refusal of this very row: tried again, it would be refused again. */
const refusalOf = (error: unknown): string | undefined =>
  isProblemError(error) && refusals.includes(error.code) ? error.code : undefined

interface Memory {
  knows(row: SourceRow, fingerprint: string): boolean
  reported(row: SourceRow, fingerprint: string): void
  quarantine(row: SourceRow, fingerprint: string, reason: string): void
}

function memoryOf(state: DatabaseSync): Memory {
  const known = state.prepare(
    "SELECT fingerprint FROM reported WHERE local_number = ? UNION ALL SELECT fingerprint FROM quarantine WHERE local_number = ?",
  )
  const report = state.prepare(
    "INSERT INTO reported (local_number, fingerprint, reported_at) VALUES (?, ?, ?) ON CONFLICT (local_number) DO UPDATE SET fingerprint = excluded.fingerprint, reported_at = excluded.reported_at",
  )
  const release = state.prepare("DELETE FROM quarantine WHERE local_number = ?")
  const setAside = state.prepare(
    "INSERT INTO quarantine (local_number, fingerprint, reason, since) VALUES (?, ?, ?, ?) ON CONFLICT (local_number) DO UPDATE SET fingerprint = excluded.fingerprint, reason = excluded.reason, since = excluded.since",
  )
  const name = (row: SourceRow) => String(row.localNumber)
  return {
    knows: (row, fingerprint) =>
      known.all(name(row), name(row)).some((each) => each["fingerprint"] === fingerprint),
    reported(row, fingerprint) {
      release.run(name(row))
      report.run(name(row), fingerprint, new Date().toISOString())
    },
    quarantine: (row, fingerprint, reason) =>
      void setAside.run(name(row), fingerprint, reason, new Date().toISOString()),
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener("abort", () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
