import { fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import type { Served } from "./measured.ts"
import type { Used } from "./used.ts"

/** A server whose use of the machine can be asked for. */
export interface Measured {
  /** Microseconds of the CPU that it has used so far, all threads together. */
  cpu(): Promise<number>
  /** The most memory that it has had, in MB. */
  peakMb(): Promise<number>
  stop(): Promise<void>
}

/** Starts it in a process of its own, so that whoever asks it isn't counted. */
export async function measured(served: Served): Promise<Measured> {
  const child = fork(fileURLToPath(new URL("measured.ts", import.meta.url)), {
    execArgv: ["--conditions=@tongban/source"],
  })
  const ended = once(child, "exit")
  const failed = ended.then(() => {
    throw new Error("the measured server has ended")
  })
  const answer = async (message: Served | "used"): Promise<unknown> => {
    child.send(message)
    const [said] = (await Promise.race([once(child, "message"), failed])) as unknown[]
    return said
  }
  await answer(served)
  return {
    cpu: async () => ((await answer("used")) as Used).cpu,
    peakMb: async () => ((await answer("used")) as Used).peakMb,
    async stop() {
      failed.catch(() => undefined)
      child.disconnect()
      await ended
    },
  }
}
