import { existsSync, readFileSync } from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"
import { writeSecret } from "../keys.ts"
import { followClock } from "./follow.ts"
import { readEveryMs, sandboxTime } from "./reckoning.ts"
import type { Reckoning } from "./reckoning.ts"

/** The first moment of every sandbox: a Monday. */
export const firstMoment = "2026-11-23T10:32:00+08:00"

/** A step that is mistyped cannot be taken back, so it is bounded. */
const furthestMs = 366 * 86_400_000

/** Longer than any process takes to hear of a turn. */
const leadMs = 4 * readEveryMs

/** The kept time runs this far ahead, so that even after kill -9 no time comes twice. */
const aheadMs = 5_000

/** The clock cannot be turned there; `rule` says why. */
export class ClockFault extends Error {
  override readonly name = "ClockFault"
  readonly rule: "back" | "far"

  constructor(rule: "back" | "far") {
    super(
      rule === "back"
        ? "the clock is never turned back: what is logged stays in order; name a later time"
        : "that is more than a year ahead; name a nearer time",
    )
    this.rule = rule
  }
}

/** The sandbox's clock: it runs with the machine's, stands still while the province is stopped, and can be turned on. */
export interface Clock {
  /** The file that every process follows. */
  file: string
  now(): Date
  /** What this machine's own clock tells. */
  machineNow(): Date
  /**
   * Turns it forward, in every process at once; resolves when it is done.
   *
   * @throws {ClockFault}
   */
  turnTo(instant: Date): Promise<Date>
  /** Keeps the time where it is, and gives this process the machine's clock back. */
  stop(): void
}

/** What is kept: the time that was reached, beside the reckoning that the processes read. */
interface Kept extends Reckoning {
  /** The sandbox's epoch ms. */
  reached: number
}

/** Takes the clock of a sandbox up where it stood. */
export function startClock(file: string): Clock {
  const machineNow = Date.now
  const stood = existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as Kept).reached
    : Date.parse(firstMoment)
  const offset = stood - machineNow()
  let reckoning: Reckoning = { before: offset, after: offset, at: machineNow() }

  const now = () => sandboxTime(machineNow(), reckoning)
  const keep = (reached: number) => {
    writeSecret(file, { ...reckoning, reached } satisfies Kept)
  }
  const keepAhead = () => {
    // While a turn is under way, the time after it is what was reached.
    keep(Math.max(now(), machineNow() + reckoning.after) + aheadMs)
  }
  keepAhead()
  const keeping = setInterval(keepAhead, aheadMs / 2)
  keeping.unref()
  const unfollow = followClock(file)
  let turning: Promise<unknown> = Promise.resolve()

  const turn = async (instant: Date): Promise<Date> => {
    const step = instant.getTime() - now()
    if (!(step > 0)) throw new ClockFault("back")
    if (step > furthestMs) throw new ClockFault("far")
    const { after } = reckoning
    reckoning = { before: after, after: after + step, at: machineNow() + leadMs }
    keepAhead()
    await sleep(leadMs)
    return new Date(now())
  }

  return {
    file,
    now: () => new Date(now()),
    machineNow: () => new Date(machineNow()),
    turnTo: (instant) => {
      const turned = turning.then(() => turn(instant))
      turning = turned.catch(() => undefined)
      return turned
    },
    stop() {
      clearInterval(keeping)
      keep(Math.max(now(), machineNow() + reckoning.after))
      unfollow()
    },
  }
}
