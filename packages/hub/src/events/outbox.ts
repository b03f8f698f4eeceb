import type { EventType } from "@tongban/standards"
import type { Trx } from "../store/database.ts"
import { insertRows } from "../store/many.ts"
import { presentTrace } from "../telemetry/tracing.ts"

export type Happening = {
  id: string
  department: string
  at: Date
} &
  // The department is told of these; of an ended login only its portals are.
  ({ type: EventType; caseId: string } | { type: "session.ended"; client: string; sid: string })

/** Writes down what happened, in the transaction that did it. */
export const record = (trx: Trx, happening: Happening): Promise<void> => recordAll(trx, [happening])

/** Writes down all that a transaction did, by one statement. */
export async function recordAll(trx: Trx, happenings: readonly Happening[]): Promise<void> {
  await insertRows(trx, "outbox", happenings.map(rowOf))
}

function rowOf(happening: Happening) {
  const { id, department, type, at } = happening
  const about =
    happening.type === "session.ended"
      ? { case_id: null, client_id: happening.client, sid: happening.sid }
      : { case_id: happening.caseId, client_id: null, sid: null }
  return { id, department_id: department, type, ...about, at, trace: presentTrace() }
}

/** How long events are kept, and can be told again. */
export const keptMs = 30 * 24 * 3_600_000

/** Forgets what nobody can follow any more. */
export async function purgeOutbox(trx: Trx, now: Date): Promise<void> {
  await trx
    .deleteFrom("outbox")
    .where("at", "<", new Date(now.getTime() - keptMs))
    .execute()
  // What waits for a webhook that was disabled.
  await trx
    .deleteFrom("deliveries")
    .where("next_at", "<", new Date(now.getTime() - keptMs))
    .execute()
}
