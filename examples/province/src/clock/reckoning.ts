import { readFileSync } from "node:fs"

/**
 * How far the sandbox's clock is from the machine's, in ms: `before` an instant of the machine's, and
 * `after` it. Turning names an instant that is still to come, so that every process, having read it
 * in time, turns in the same millisecond: no token is from another week than its reader.
 */
export interface Reckoning {
  before: number
  after: number
  /** The machine's epoch ms. */
  at: number
}

/** How old what a process knows of the reckoning may be. */
export const readEveryMs = 100

/** The sandbox's epoch ms at one of the machine's. */
export const sandboxTime = (machine: number, { before, after, at }: Reckoning): number =>
  machine + (machine < at ? before : after)

export const readReckoning = (file: string): Reckoning =>
  JSON.parse(readFileSync(file, "utf8")) as Reckoning
