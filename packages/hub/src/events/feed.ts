import { EventEmitter, on } from "node:events"
import type { Database } from "../store/database.ts"
import { tellFailure } from "../tell-failure.ts"

/** How far back each look goes: a transaction may commit after one that began later. */
export const overlapMs = 10_000

/** A login that is over, by the name that one portal knows it by. */
export interface EndedLogin {
  sid: string
  at: Date
}

export interface Feed {
  /** Something may have been written: look now. */
  nudge(): void
  /** Yields each time the case changes, from this call on; ends by an AbortError when `signal` aborts. */
  changes(caseId: string, signal: AbortSignal): AsyncIterable<unknown>
  /** Yields each login of the portal that ends, from this call on; ends as `changes` does. */
  endings(clientId: string, signal: AbortSignal): AsyncIterable<[EndedLogin]>
  /** Ends with the look that is under way. */
  close(): Promise<void>
}

/** Follows the outbox. It is polled, so that every process sees what any process wrote. */
export function followOutbox(db: Database, everyMs: number, now: () => Date): Feed {
  const cases = new EventEmitter().setMaxListeners(0)
  const logins = new EventEmitter().setMaxListeners(0)
  const seen = new Map<string, Date>()
  let look = Promise.resolve()
  let failing = false

  const timer = setInterval(nudge, everyMs)
  timer.unref()

  /** One look after the other. */
  function nudge(): void {
    const followed = cases.eventNames().length + logins.eventNames().length
    if (followed > 0) look = look.then(readNew)
  }

  async function readNew(): Promise<void> {
    try {
      const since = new Date(now().getTime() - overlapMs)
      const rows = await db
        .selectFrom("outbox")
        .select(["id", "case_id", "client_id", "sid", "at"])
        .where("at", ">", since)
        .execute()
      for (const [id, at] of seen) if (at <= since) seen.delete(id)
      for (const { id, case_id: caseId, client_id: clientId, sid, at } of rows) {
        if (seen.has(id)) continue
        seen.set(id, at)
        if (caseId !== null) cases.emit(caseId)
        if (clientId !== null && sid !== null) logins.emit(clientId, { sid, at })
      }
      failing = false
    } catch (error) {
      // The next look tries again; followers keep their last known state meanwhile.
      if (!failing) tellFailure("the outbox cannot be read; trying again:", error)
      failing = true
    }
  }

  return {
    nudge,
    changes: (caseId, signal) => on(cases, caseId, { signal }),
    endings: (clientId, signal) => on(logins, clientId, { signal }) as AsyncIterable<[EndedLogin]>,
    close: () => {
      clearInterval(timer)
      return look
    },
  }
}
