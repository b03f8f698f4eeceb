import { legalDayOf } from "@tongban/standards"
import type { CaseUndertaking, UndertakingState } from "@tongban/standards"
import type { CaseRead } from "../cases/read.ts"
import { isOver } from "./rules.ts"

/** What stands with a case, in the order in which it was promised. */
export const viewUndertakings = (
  { state, undertakings }: Pick<CaseRead, "state" | "undertakings">,
  now: Date,
): CaseUndertaking[] =>
  undertakings.map((row) => ({
    requirement: row.requirement,
    name: row.paper,
    dueOn: row.due_on,
    state: stateOf(row, state, legalDayOf(now)),
    ...(row.supplied_at !== null && { suppliedAt: new Date(row.supplied_at).toISOString() }),
  }))

/** Kept once the paper came, released once the case is over without it, lapsed once its day is over. */
export function stateOf(
  { supplied_at, due_on }: { supplied_at: unknown; due_on: string },
  caseState: string,
  today: string,
): UndertakingState {
  if (supplied_at !== null) return "kept"
  if (isOver(caseState)) return "released"
  return due_on < today ? "lapsed" : "open"
}
