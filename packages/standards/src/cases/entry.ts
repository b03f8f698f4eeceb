import type { CaseEvent } from "../nouns/case.ts"
import { legalDayOf } from "../text/day.ts"
import { caseStateOf } from "./states.ts"
import type { CaseState } from "./states.ts"
import { specialProcedures } from "./step.ts"
import type { CaseEntry, CaseStep, SpecialProcedureKind } from "./step.ts"

/**
 * An event of a case as the machine and the clock read it. When it was recorded is when it happened:
 * rules ask when the department acted, not when a hub learned of it.
 *
 * @returns undefined for a state that this version does not know; of a special procedure or a channel that
 *   it does not know, nothing
 */
export function entryOf(event: CaseEvent): CaseEntry | undefined {
  const { id, to, occurredAt, effectiveOn, mends } = event
  const { by = "", reason = "" } = event
  if (mends !== undefined) return { id, mends, recordedAt: occurredAt, by, reason }
  if (!isCaseState(to)) return undefined
  return {
    id,
    to,
    recordedAt: occurredAt,
    effectiveOn: effectiveOn ?? legalDayOf(occurredAt),
    ...factsOf(event),
  }
}

/** Every fact that is there, as it is. */
function factsOf(event: CaseEvent): Partial<CaseStep> {
  const { source, by, reason, document, channel, correction, deemed, extension, remediesTold } =
    event
  const special = specialOf(event)
  return {
    ...(source && { source }),
    ...(by !== undefined && { by }),
    ...(reason !== undefined && { reason }),
    ...(document !== undefined && { document }),
    ...(isChannel(channel) && { channel }),
    ...(correction && { correction }),
    ...(deemed !== undefined && { deemed }),
    ...(special && { special }),
    ...(extension && { extension }),
    ...(remediesTold !== undefined && { remediesTold }),
  }
}

function specialOf({ special }: CaseEvent): CaseStep["special"] {
  if (special === undefined || !isSpecialProcedure(special.kind)) return undefined
  return { kind: special.kind, until: special.until }
}

const isCaseState = (state: string): state is CaseState => caseStateOf(state) !== undefined

const isSpecialProcedure = (kind: string): kind is SpecialProcedureKind =>
  Object.hasOwn(specialProcedures, kind)

const isChannel = (channel: string | undefined): channel is "online" | "window" =>
  channel === "online" || channel === "window"
