import type { SourceState } from "@tongban/standards"
import { recordAll } from "../events/outbox.ts"
import type { Trx } from "../store/database.ts"
import { kept } from "../store/kept.ts"
import { insertRows, jsonOf, rowsOf } from "../store/many.ts"
import type { CaseEventRow, CaseFacts, CaseRow } from "../store/tables.ts"

/** A case as it is from now on, and the event that made it so; without one it was only named or claimed. */
export interface ChangedCase {
  row: CaseRow
  event?: CaseEventRow | undefined
  /** The id of the word to whoever follows it, where there is something to tell. */
  toldAs?: string | undefined
}

/** What happens to one case. */
export interface CaseChange {
  to: string
  source?: SourceState | undefined
  occurredAt: Date
  effectiveOn?: string | undefined
  inferred: boolean
  correction?: CaseEventRow["correction"] | undefined
  facts?: CaseFacts | undefined
  at: Date
}

/** The case after it, and its event: the only way a state changes. What was out of sight is seen again. */
export function changed(row: CaseRow, change: CaseChange, newId: () => string): ChangedCase {
  const source = sourceColumns(change.source)
  const { to, at, occurredAt, inferred } = change
  return {
    row: {
      ...row,
      ...source,
      state: to,
      updated_at: at,
      version: row.version + 1,
      hidden_at: null,
    },
    event: {
      department_id: row.department_id,
      case_id: row.id,
      id: newId(),
      to_state: to,
      ...source,
      recorded_at: at,
      occurred_at: occurredAt,
      effective_on: change.effectiveOn ?? null,
      inferred,
      correction: change.correction ?? null,
      facts: Object.keys(change.facts ?? {}).length === 0 ? null : (change.facts ?? null),
    },
    toldAs: newId(),
  }
}

/** Puts one event on a case, moves its state, and tells whoever follows. */
export async function changeCase(
  trx: Trx,
  row: CaseRow,
  change: CaseChange,
  newId: () => string,
): Promise<CaseRow> {
  const after = changed(row, change, newId)
  await writeChanges(trx, [after])
  return after.row
}

/** Writes what became of cases that are there: a statement each for cases, events and the outbox. */
export async function writeChanges(trx: Trx, changes: readonly ChangedCase[]): Promise<void> {
  if (changes.length === 0) return
  await updateCases(trx, { rows: jsonOf(changes.map(({ row }) => row)) })
  await writeEvents(trx, changes)
}

const updateCases = kept((db, given: { rows: string }) =>
  db
    .updateTable("cases")
    .from(rowsOf("cases", given.rows))
    .set((eb) => ({
      subject: eb.ref("given.subject"),
      party_match: eb.ref("given.party_match"),
      local_number: eb.ref("given.local_number"),
      state: eb.ref("given.state"),
      source_scheme: eb.ref("given.source_scheme"),
      source_value: eb.ref("given.source_value"),
      source_text: eb.ref("given.source_text"),
      updated_at: eb.ref("given.updated_at"),
      version: eb.ref("given.version"),
      urged_at: eb.ref("given.urged_at"),
      urged_times: eb.ref("given.urged_times"),
      hidden_at: eb.ref("given.hidden_at"),
    }))
    .whereRef("cases.department_id", "=", "given.department_id")
    .whereRef("cases.id", "=", "given.id"),
)

/** The events of cases, and the word to whoever follows. */
export async function writeEvents(trx: Trx, changes: readonly ChangedCase[]): Promise<void> {
  await insertRows(
    trx,
    "case_events",
    changes.flatMap(({ event }) => event ?? []),
  )
  await recordAll(
    trx,
    changes.flatMap(({ row, toldAs }) =>
      toldAs === undefined
        ? []
        : [
            {
              id: toldAs,
              department: row.department_id,
              type: "case.changed" as const,
              caseId: row.id,
              at: row.updated_at,
            },
          ],
    ),
  )
}

export const sourceColumns = (source: SourceState | undefined) => ({
  source_scheme: source?.scheme ?? null,
  source_value: source?.value ?? null,
  source_text: source?.text ?? null,
})
