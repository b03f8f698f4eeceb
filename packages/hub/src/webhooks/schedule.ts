const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** When a delivery is tried, each after the one before: the schedule that Standard Webhooks 1.0 proposes. */
const waitsMs = [
  0,
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
]

/** Waits grow by up to this part of themselves, so that what failed together is not tried together. */
const jitter = 0.1

/** When a delivery is tried again that was tried so often; undefined where it is given up. */
export function nextTry(tries: number, now: Date, random = Math.random()): Date | undefined {
  const wait = waitsMs[tries]
  return wait === undefined ? undefined : new Date(now.getTime() + wait * (1 + jitter * random))
}

/** A webhook that failed for so long without one success is disabled once a delivery is given up. */
export const failingAtMostMs = 72 * hour

/** No server puts off what it is told for longer than the schedule's longest wait. */
const pauseAtMostMs = 24 * hour

/**
 * What `Retry-After` asks for: seconds, or a date (RFC 9110 §10.2.3). Undefined where it makes no sense,
 * or is past.
 *
 * @param now - the machine's own clock: the server's date is compared with it
 */
export function retryAfterMs(value: string | undefined, now: Date): number | undefined {
  if (value === undefined) return undefined
  const ms = /^\d+$/.test(value) ? Number(value) * second : Date.parse(value) - now.getTime()
  return ms > 0 ? Math.min(ms, pauseAtMostMs) : undefined
}
