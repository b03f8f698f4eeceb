import type { Database } from "../store/database.ts"

/** How far back each look goes: a transaction may commit after one that began later. */
const overlapMs = 10_000

export interface Feed {
  /** Something may have been written: look now. */
  nudge(): void
  /** Yields each time the case changes, from this call on, until `signal` aborts. */
  changes(caseId: string, signal: AbortSignal): AsyncIterable<void>
  close(): void
}

/** Follows the outbox. It is polled, so that every process sees what any process wrote. */
export function followOutbox(db: Database, everyMs: number, now: () => Date): Feed {
  const listeners = new Map<string, Set<() => void>>()
  const seen = new Map<string, Date>()
  let looking = false
  let again = false
  let failing = false

  const timer = setInterval(() => void look(), everyMs)
  timer.unref()

  async function look(): Promise<void> {
    if (listeners.size === 0) return
    if (looking) {
      again = true
      return
    }
    looking = true
    try {
      const since = new Date(now().getTime() - overlapMs)
      const rows = await db
        .selectFrom("outbox")
        .select(["id", "case_id", "at"])
        .where("at", ">", since)
        .execute()
      for (const [id, at] of seen) if (at <= since) seen.delete(id)
      for (const { id, case_id: caseId, at } of rows) {
        if (seen.has(id)) continue
        seen.set(id, at)
        for (const listener of listeners.get(caseId) ?? []) listener()
      }
      failing = false
    } catch (error) {
      // The next look tries again; followers keep their last known state meanwhile.
      if (!failing) console.error("hub: the outbox cannot be read; trying again:", error)
      failing = true
    } finally {
      looking = false
      if (again) {
        again = false
        void look()
      }
    }
  }

  return {
    nudge: () => void look(),
    close: () => {
      clearInterval(timer)
    },
    changes(caseId, signal) {
      let wake: (() => void) | undefined
      let changed = false
      const listener = () => {
        changed = true
        wake?.()
      }
      const own = listeners.get(caseId) ?? new Set()
      listeners.set(caseId, own.add(listener))
      signal.addEventListener("abort", () => {
        own.delete(listener)
        if (own.size === 0) listeners.delete(caseId)
        wake?.()
      })
      return (async function* () {
        while (!signal.aborted) {
          if (changed) {
            changed = false
            yield
          } else {
            await new Promise<void>((resolve) => (wake = resolve))
          }
        }
      })()
    },
  }
}
