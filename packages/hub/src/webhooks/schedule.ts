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
