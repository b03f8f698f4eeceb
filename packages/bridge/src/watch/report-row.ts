import { isProblemError } from "@tongban/sdk"
import type { CallOptions, Report } from "@tongban/sdk"
import { fingerprintOf, keyOf, mapRow } from "./map-row.ts"
import type { RowMap } from "./map-row.ts"
import type { Memory } from "./memory.ts"
import type { SourceRow } from "./rows.ts"

/** Tells the hub of a case; resolves when the hub has it. */
export type Reporter = (
  localNumber: string,
  report: Report,
  options: Pick<CallOptions, "idempotencyKey" | "signal">,
) => Promise<unknown>

export interface RowParts {
  config: RowMap
  memory: Memory
  report: Reporter
  now: () => Date
}

/** A row that the hub refused is tried again: what it lacked may be there by then. */
const refusedForMs = 60_000
const refusals = [
  "invalid_request",
  "item_unknown",
  "not_found",
  "requirement_unknown",
  "idempotency_conflict",
  "internal",
]

/**
 * Reports one row, where it is new or has changed. It counts as reported when the hub has said yes.
 *
 * @returns the reason, where the row was set aside just now
 * @throws what keeps any row from being reported: the hub is away, or refuses this bridge
 */
export async function reportRow(
  row: SourceRow,
  { config, memory, report, now }: RowParts,
  signal: AbortSignal,
): Promise<string | undefined> {
  const fingerprint = fingerprintOf(row)
  if (memory.knows(row, fingerprint, now())) return undefined
  const mapped = mapRow(row, config)
  if ("reason" in mapped) {
    return memory.setAside(row, fingerprint, mapped.reason, now()) ? mapped.reason : undefined
  }
  const idempotencyKey = keyOf(fingerprint, memory.timesReported(row), mapped.report)
  try {
    await report(mapped.localNumber, mapped.report, { idempotencyKey, signal })
  } catch (error) {
    if (!isProblemError(error) || !refusals.includes(error.code)) throw error
    const reason = `the hub refuses it: ${error.code}`
    const again = new Date(now().getTime() + refusedForMs)
    return memory.setAside(row, fingerprint, reason, now(), again) ? reason : undefined
  }
  memory.reported(row, fingerprint, now())
  return undefined
}
