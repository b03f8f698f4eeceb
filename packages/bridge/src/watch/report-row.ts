import { fingerprintOf, keyOf, mapRow } from "./map-row.ts"
import type { RowMap } from "./map-row.ts"
import type { Memory } from "./memory.ts"
import { refusedForMs, tell } from "./reporter.ts"
import type { Reporter } from "./reporter.ts"
import type { SourceRow } from "./rows.ts"

export interface RowParts {
  config: RowMap
  memory: Memory
  report: Reporter
  now: () => Date
}

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
  const refusal = await tell(report, mapped, { idempotencyKey, signal })
  if (refusal !== undefined) {
    const reason = `the hub refuses it: ${refusal}`
    const again = new Date(now().getTime() + refusedForMs)
    return memory.setAside(row, fingerprint, reason, now(), again) ? reason : undefined
  }
  memory.reported(row, fingerprint, now())
  return undefined
}
