import { caseStates } from "@tongban/standards"
import type { Case, Correction, SourceState } from "@tongban/standards"
import type { Registry } from "../registry/registry.ts"
import type { Database, Trx } from "../store/database.ts"
import type { CaseEventRow, CaseRow } from "../store/tables.ts"
import { datesOf } from "./dates.ts"

/** A case as its applicant and its department see it at an instant. */
export async function viewCase(
  db: Database | Trx,
  registry: Registry,
  row: CaseRow,
  now: Date,
): Promise<Case> {
  const events = await db
    .selectFrom("case_events")
    .selectAll()
    .where("department_id", "=", row.department_id)
    .where("case_id", "=", row.id)
    // As the hub learned of them: departments' clocks are too coarse to sort by.
    .orderBy("recorded_at")
    .orderBy("id")
    .execute()
  const item = registry.item(row.item_code)
  if (item === undefined) throw new Error(`item ${row.item_code} is no longer in the registry`)
  const source = sourceOf(row)
  const shown = { state: row.state, limits: item.limits, events: events.map(viewEvent) }
  const dates = datesOf(shown, registry.calendar, now)
  return {
    ...shown,
    id: row.id,
    department: registry.department(row.department_id),
    item: { code: row.item_code, version: row.item_version, name: item.name },
    ...(source && { source }),
    turn: turnOf(row.state),
    ...(row.local_number !== null && { localNumber: row.local_number }),
    openedAt: row.opened_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    ...(dates.length > 0 && { dates }),
    ...(item.window !== undefined && { window: item.window }),
  }
}

/** What a case in the state `CORRECTION_REQUESTED` is asked for: by its newest notice. */
export async function correctionOf(
  db: Database | Trx,
  row: CaseRow,
): Promise<Correction | undefined> {
  const notice = await db
    .selectFrom("case_events")
    .select("correction")
    .where("department_id", "=", row.department_id)
    .where("case_id", "=", row.id)
    .where("to_state", "=", "CORRECTION_REQUESTED")
    .orderBy("recorded_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst()
  return notice?.correction ?? undefined
}

function viewEvent(row: CaseEventRow): Case["events"][number] {
  const source = sourceOf(row)
  return {
    id: row.id,
    to: row.to_state,
    ...(source && { source }),
    recordedAt: row.recorded_at.toISOString(),
    occurredAt: row.occurred_at.toISOString(),
    ...(row.effective_on !== null && { effectiveOn: row.effective_on }),
    inferred: row.inferred,
    ...(row.correction !== null && { correction: row.correction }),
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
const turnOf = (state: string): Case["turn"] =>
  caseStates.find(({ code }) => code === state)?.turn ?? "department"
