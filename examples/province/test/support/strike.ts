import { setTimeout as pause } from "node:timers/promises"
import type { ProcessName } from "../../src/processes.ts"
import { deliveriesOf, incomingBytes } from "./ledger.ts"
import type { Step, Way } from "./steps.ts"
import type { World } from "./world.ts"

/** How long somebody waits while something is broken, and once it runs again, in ms. */
const patience = { broken: 8_000, whole: 40_000 }

/** At which part of a step it is struck. A list, so that every run strikes alike. */
const parts = [0.1, 0.6, 0.3, 0.9, 0, 0.5, 0.8, 0.2, 0.7, 0.4]

/** What grows at a moment of a step. */
const growing = {
  /** An owner has noted that it gives a paper out. */
  delivered: (world: World) => deliveriesOf(world).length,
  /** The hub has a part of an upload. */
  uploading: incomingBytes,
}

/** When a process is killed: at a part of the step, or as soon as something has grown. */
export type Moment = "within" | keyof typeof growing

/** Does a step and kills a process within it; starts it again; recovers as a person would. */
export async function strike(
  world: World,
  way: Way,
  step: Step,
  { victim, moment, turn }: { victim: ProcessName; moment: Moment; turn: number },
): Promise<string> {
  const size = moment === "within" ? () => 0 : () => growing[moment](world)
  const before = size()
  way.citizen.waitsFor(patience.broken)
  const acting = step.act(way).then(
    () => "it went through",
    (error: unknown) => `again after: ${firstLine(error)}`,
  )
  if (moment === "within") await pause(step.lastsMs * (parts[turn % parts.length] ?? 0))
  else await until(() => size() > before, acting)
  await world.kill(victim)
  await world.start(victim)
  const outcome = await acting
  way.citizen.waitsFor(patience.whole)
  if (outcome !== "it went through") {
    await way.citizen.closeOthers()
    await step.again(way)
  }
  return outcome
}

/** Looks every few milliseconds; ends too when what it waits within has ended. */
async function until(holds: () => boolean, within: Promise<unknown>): Promise<void> {
  const ended = new AbortController()
  void within.then(() => {
    ended.abort()
  })
  while (!ended.signal.aborted && !holds()) await pause(2)
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? ""
