import { join } from "node:path"
import { addressesFrom } from "./addresses.ts"
import type { Addresses } from "./addresses.ts"
import { startClock } from "./clock/clock.ts"
import type { Clock } from "./clock/clock.ts"
import { makeCrew } from "./crew.ts"
import type { Crew } from "./crew.ts"
import { openDoor } from "./faults/door.ts"
import { makeSwitchboard } from "./faults/switchboard.ts"
import type { Switchboard } from "./faults/switchboard.ts"
import type { OwnPortal } from "./own/installation.ts"
import { preflight } from "./preflight.ts"
import { processes } from "./processes.ts"
import type { ProcessName } from "./processes.ts"
import { registerPapers } from "./register-papers.ts"
import { setUp } from "./setup.ts"
import type { Sandbox } from "./setup.ts"
import { openStartPage } from "./start-page/server.ts"

export interface Province {
  addresses: Addresses
  sandbox: Sandbox
  clock: Clock
  faults: Switchboard
  /** The first process that ended though nobody had asked it to. */
  fallen: Crew["fallen"]
  /** Seconds that each part of the start took, in the order in which they were done. */
  timing: [part: string, seconds: number][]
  startProcess(name: ProcessName): Promise<void>
  stopProcess(name: ProcessName): Promise<void>
  /** Ends one as a crash would. `startProcess` brings it back, as its supervisor would. */
  killProcess(name: ProcessName): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts the whole province, or nothing.
 *
 * @throws {StartFault | FolderUnusable} with everything stopped again
 */
export async function startProvince(
  folder: string,
  portBase: number,
  own?: OwnPortal,
): Promise<Province> {
  const addresses = addressesFrom(portBase)
  const { ports } = addresses
  const lock = await preflight(folder, addresses)
  const crew = makeCrew()
  const timing: Province["timing"] = []
  const closing: (() => unknown)[] = [
    () => {
      lock.release()
    },
  ]
  const stop = async () => {
    await crew.stopAll()
    for (const close of closing.reverse()) await close()
  }
  const timed = async <T>(part: string, work: () => Promise<T>): Promise<T> => {
    const began = performance.now()
    const result = await work()
    timing.push([part, (performance.now() - began) / 1000])
    return result
  }

  try {
    const clock = startClock(join(folder, "clock.json"))
    closing.push(() => {
      clock.stop()
    })
    const sandbox = await timed("keys and settings", () => setUp(folder, addresses, own))
    const stopped = new Set<ProcessName>()
    const startProcess = async (name: ProcessName) => {
      stopped.delete(name)
      await crew.start({ ...processes[name](sandbox, addresses), clock: clock.file })
    }
    const stopProcess = async (name: ProcessName) => {
      stopped.add(name)
      await crew.stop(processes[name](sandbox, addresses).name)
    }
    const killProcess = (name: ProcessName) => crew.kill(processes[name](sandbox, addresses).name)
    const restart = async (name: ProcessName) => {
      if (stopped.has(name)) return
      await crew.stop(processes[name](sandbox, addresses).name)
      await startProcess(name)
    }

    const door = await openDoor(ports.hub, ports.hubBehindDoor)
    closing.push(() => door.close())
    const start = (name: ProcessName) => timed(name, () => startProcess(name))
    await start("hub")
    // Each of these needs the hub; a portal's bridge needs the table that the portal makes.
    await all([
      timed("papers registered", () => registerPapers(addresses.hub, sandbox.keys)),
      start("csv"),
      start("old").then(() => start("oldBridge")),
      start("modern").then(() => start("modernBridge")),
    ])
    const stage = { sandbox, door, start: startProcess, stop: stopProcess, restart }
    const faults = makeSwitchboard(stage)
    const page = await openStartPage({ addresses, clock, faults })
    closing.push(() => page.close())
    return {
      addresses,
      sandbox,
      clock,
      faults,
      fallen: crew.fallen,
      timing,
      startProcess,
      stopProcess,
      killProcess,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Waits for all, also where one fails: what is still starting must be there to be stopped. */
async function all(works: Promise<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(works)
  for (const result of results) if (result.status === "rejected") throw result.reason
}
