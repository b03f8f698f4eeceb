import type { Correction, SourceState } from "@tongban/standards"
import { record } from "../events/outbox.ts"
import type { Trx } from "../store/database.ts"
import type { CaseRow } from "../store/tables.ts"

export interface CaseChange {
  /** Ids for the event and its outbox row. */
  newId(): string
  to: string
  source: SourceState | undefined
  occurredAt: Date
  effectiveOn?: string | undefined
  inferred: boolean
  correction?: Correction | undefined
  at: Date
}

/** Puts an event on a case, moves its state, and tells whoever follows: the only way a state changes. */
export async function changeCase(trx: Trx, row: CaseRow, change: CaseChange): Promise<CaseRow> {
  const source = sourceColumns(change.source)
  await trx
    .insertInto("case_events")
    .values({
      department_id: row.department_id,
      case_id: row.id,
      id: change.newId(),
      to_state: change.to,
      ...source,
      recorded_at: change.at,
      occurred_at: change.occurredAt,
      effective_on: change.effectiveOn ?? null,
      inferred: change.inferred,
      correction: change.correction === undefined ? null : JSON.stringify(change.correction),
    })
    .execute()
  return update(trx, row, { state: change.to, ...source }, change)
}

/** Gives the state that a case is in the department's own word for it. */
export async function nameState(
  trx: Trx,
  row: CaseRow,
  source: SourceState,
  at: Date,
  newId: () => string,
): Promise<CaseRow> {
  const named = sourceColumns(source)
  if (row.source_scheme === named.source_scheme && row.source_value === named.source_value)
    return row
  return update(trx, row, named, { at, newId })
}

async function update(
  trx: Trx,
  row: CaseRow,
  columns: Partial<CaseRow>,
  { at, newId }: Pick<CaseChange, "at" | "newId">,
): Promise<CaseRow> {
  const changed = await trx
    .updateTable("cases")
    .set({ ...columns, local_number: row.local_number, updated_at: at })
    .where("department_id", "=", row.department_id)
    .where("id", "=", row.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await record(trx, {
    id: newId(),
    department: row.department_id,
    type: "case.changed",
    caseId: row.id,
    at,
  })
  return changed
}

const sourceColumns = (source: SourceState | undefined) => ({
  source_scheme: source?.scheme ?? null,
  source_value: source?.value ?? null,
  source_text: source?.text ?? null,
})
