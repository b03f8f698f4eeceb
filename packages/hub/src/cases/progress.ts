import { applyEntry, entryOf, legalDayOf } from "@tongban/standards"
import type { CaseEntry, CaseProgress, CaseState, CaseStep } from "@tongban/standards"
import { Problem } from "../http/problem.ts"
import type { CaseRead } from "./read.ts"
import { viewEvent } from "./view.ts"

/** A step that is taken at the hub itself, now. */
export const stepNow = (to: CaseState, at: Date): CaseStep => ({
  // An id of its own comes with its row; the machine only asks whether a mending names one.
  id: "",
  to,
  recordedAt: at.toISOString(),
  effectiveOn: legalDayOf(at),
})

/**
 * Puts an entry on a case, as the machine of `standards` allows it.
 *
 * @throws {Problem} `step_refused`, with the rule that refuses it, in words, and where it stands
 */
export function mustApply(row: CaseRead, entry: CaseEntry): CaseProgress {
  const applied = applyEntry(progressOf(row), entry)
  if (applied.ok) return applied.progress
  const { rule, zh, en, source } = applied
  throw new Problem("step_refused", { rule, state: row.state, because: { zh, en }, source })
}

/** A case as the machine reads it. From a state that it doesn't know, nothing follows. */
const progressOf = (row: CaseRead): CaseProgress => ({
  state: row.state as CaseState,
  entries: row.events.flatMap((event) => entryOf(viewEvent(event)) ?? []),
})
