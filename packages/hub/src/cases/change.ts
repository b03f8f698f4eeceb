import type { SourceState } from "@tongban/standards"
import { record } from "../events/outbox.ts"
import type { Trx } from "../store/database.ts"
import type { CaseRow } from "../store/tables.ts"

export interface CaseChange {
  /** Ids for the event and its outbox row. */
  newId(): string
  to: string
  source: SourceState | undefined
  occurredAt: Date
  inferred: boolean
  at: Date
}

/** Puts an event on a case, moves its state, and tells whoever follows: the only way a case changes. */
export async function changeCase(trx: Trx, row: CaseRow, change: CaseChange): Promise<CaseRow> {
  const source = {
    source_scheme: change.source?.scheme ?? null,
    source_value: change.source?.value ?? null,
    source_text: change.source?.text ?? null,
  }
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
      inferred: change.inferred,
    })
    .execute()
  const changed = await trx
    .updateTable("cases")
    .set({ state: change.to, ...source, local_number: row.local_number, updated_at: change.at })
    .where("department_id", "=", row.department_id)
    .where("id", "=", row.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await record(trx, {
    id: change.newId(),
    department: row.department_id,
    type: "case.changed",
    caseId: row.id,
    at: change.at,
  })
  return changed
}
