import { caseStateOf, legalDayOf } from "@tongban/standards"
import type { Case, CaseEvent, SourceState, Urging } from "@tongban/standards"
import type { Services } from "../http/operation.ts"
import type { Item } from "../registry/schema.ts"
import type { Database, Trx } from "../store/database.ts"
import type { CaseRow } from "../store/tables.ts"
import { viewUndertakings } from "../undertakings/view.ts"
import { datesOf } from "./dates.ts"
import type { CaseRead, EventRead } from "./read.ts"

interface Viewing extends Pick<Services, "registry" | "items" | "urgeEveryDays"> {
  db: Database | Trx
}

/** A case as its applicant and its department see it at an instant. */
export async function viewCase(by: Viewing, row: CaseRead, now: Date): Promise<Case> {
  const item = await itemOf(by, row, now)
  return view(by, row, item, now)
}

/** Several cases: whatever their items, these cost one statement at most. */
export async function viewCases(
  by: Viewing,
  rows: readonly CaseRead[],
  now: Date,
): Promise<Case[]> {
  const items = await by.items.versions(by.db, rows.map(itemVersionOf))
  const cases: Case[] = []
  for (const [at, row] of rows.entries())
    cases.push(view(by, row, items[at] ?? (await itemOf(by, row, now)), now))
  return cases
}

/** Which version of its item a case was begun under. */
export const itemVersionOf = ({ item_code: code, item_version: version }: CaseRow) => ({
  code,
  version,
})

/**
 * The item of a case, in the version that the case was begun under. Where that was never published, as
 * before versions were kept, it is the one in force.
 */
async function itemOf({ db, items }: Viewing, row: CaseRow, now: Date): Promise<Item> {
  const { code, version } = itemVersionOf(row)
  const item = (await items.version(db, code, version)) ?? (await items.current(db, code, now))
  if (item === undefined) throw new Error(`item ${code} was never published`)
  return item
}

function view({ registry, urgeEveryDays }: Viewing, row: CaseRead, item: Item, now: Date): Case {
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
    ...(row.undertakings.length > 0 && { undertakings: viewUndertakings(row, now) }),
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
