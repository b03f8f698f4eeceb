import type { DeliveryLine } from "./delivery-log.ts"
import { skewSeconds, ticketSeconds } from "./checks.ts"

/** Tickets that were used, for as long as they could be presented again. */
export interface UsedTickets {
  /** Marks a ticket; false where it was marked before. */
  mark(jti: string, exp: number, now: Date): boolean | Promise<boolean>
}

/**
 * Memory, begun with the last lines of the owner's own log: a ticket of the same second as the start,
 * or of a hub whose clock is ahead, is not "issued before boot", and was perhaps used before it.
 */
export function usedTickets(recent: readonly DeliveryLine[]): UsedTickets {
  const used = new Map<string, number>()
  for (const { jti, at } of recent) {
    used.set(jti, Math.floor(Date.parse(at) / 1000) + ticketSeconds + skewSeconds)
  }
  return {
    mark(jti, exp, now) {
      const seconds = Math.floor(now.getTime() / 1000)
      for (const [each, until] of used) if (until + skewSeconds < seconds) used.delete(each)
      if (used.has(jti)) return false
      used.set(jti, exp)
      return true
    },
  }
}
