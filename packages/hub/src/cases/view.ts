import { caseStateOf, legalDayOf } from "@tongban/standards"
import type { Case, CaseEvent, SourceState, Urging } from "@tongban/standards"
import type { Services } from "../http/operation.ts"
import type { CaseRow } from "../store/tables.ts"
import { datesOf } from "./dates.ts"
import type { CaseRead, EventRead } from "./read.ts"

/** A case as its applicant and its department see it at an instant. */
export function viewCase(
  { registry, urgeEveryDays }: Pick<Services, "registry" | "urgeEveryDays">,
  row: CaseRead,
  now: Date,
): Case {
  const item = registry.item(row.item_code)
  if (item === undefined) throw new Error(`item ${row.item_code} is no longer in the registry`)
  const source = sourceOf(row)
  const shown = { state: row.state, limits: item.limits, events: row.events.map(viewEvent) }
  const dates = datesOf(shown, registry.calendar, now)
  return {
    ...shown,
    id: row.id,
    department: registry.department(row.department_id),
    item: { code: row.item_code, version: row.item_version, name: item.name },
    ...(source && { source }),
    turn: turnOf(row.state),
    ...(row.local_number !== null && { localNumber: row.local_number }),
    ...(row.follows_id !== null && { follows: { id: row.follows_id } }),
    version: row.version,
    openedAt: row.opened_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    ...(row.hidden_at !== null && { hidden: true }),
    ...(row.urged_at !== null && { urged: urgingOf(row.urged_at, row.urged_times, urgeEveryDays) }),
    ...(dates.length > 0 && { dates }),
    ...(item.window !== undefined && { window: item.window }),
  }
}

export function viewEvent(row: EventRead): CaseEvent {
  const source = sourceOf(row)
  return {
    id: row.id,
    to: row.to_state,
    ...(source && { source }),
    recordedAt: new Date(row.recorded_at).toISOString(),
    occurredAt: new Date(row.occurred_at).toISOString(),
    ...(row.effective_on !== null && { effectiveOn: row.effective_on }),
    inferred: row.inferred,
    ...(row.correction !== null && { correction: row.correction }),
    ...row.facts,
  }
}

type SourceColumns = Pick<CaseRow, "source_scheme" | "source_value" | "source_text">

function sourceOf(row: SourceColumns): SourceState | undefined {
  if (row.source_scheme === null || row.source_value === null) return undefined
  return {
    scheme: row.source_scheme,
    value: row.source_value,
    ...(row.source_text !== null && { text: row.source_text }),
  }
}

/** Whose move it is in a state. Of a state that this version doesn't know, only the department can tell. */
export const turnOf = (state: string): Case["turn"] => caseStateOf(state)?.turn ?? "department"

/** When it was urged, and from which day on it may be again: days of the calendar in Asia/Shanghai. */
export const urgingOf = (at: Date, times: number, everyDays: number): Urging => ({
  at: at.toISOString(),
  times,
  againOn: legalDayOf(new Date(at.getTime() + everyDays * 86_400_000)),
})
