import type { ProblemCode } from "@tongban/standards"
import { isProblemError } from "@tongban/sdk"
import type { CallOptions, Report } from "@tongban/sdk"

/** Tells the hub of a case; resolves when the hub has it. */
export type Reporter = (
  localNumber: string,
  report: Report,
  options: Pick<CallOptions, "idempotencyKey" | "signal">,
) => Promise<unknown>

/** What the hub refused is tried again: what it lacked may be there by then. */
export const refusedForMs = 60_000

/** Refusals of this one report. Any other keeps every report from being taken. */
const refusals = [
  "invalid_request",
  "item_unknown",
  "not_found",
  "requirement_unknown",
  "party_differs",
  "idempotency_conflict",
  "internal",
] as const satisfies readonly ProblemCode[]
/** Why the hub does not take one report. */
export type Refusal = (typeof refusals)[number]

/**
 * Tells the hub of one case.
 *
 * @returns why it refuses this report; undefined where it has it
 * @throws what keeps any from being taken: the hub is away, or refuses this bridge
 */
export async function tell(
  report: Reporter,
  told: { localNumber: string; report: Report },
  options: Parameters<Reporter>[2],
): Promise<Refusal | undefined> {
  try {
    await report(told.localNumber, told.report, options)
    return undefined
  } catch (error) {
    const refusal = isProblemError(error) && refusals.find((code) => code === error.code)
    if (refusal === false || refusal === undefined) throw error
    return refusal
  }
}
