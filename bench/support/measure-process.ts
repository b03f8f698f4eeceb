import { fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import type { Served } from "./measured.ts"

/** A server whose use of the CPU can be asked for. */
export interface Measured {
  /** Microseconds of the CPU that it has used so far, all threads together. */
  cpu(): Promise<number>
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
  const answer = async (message: Served | "cpu"): Promise<unknown> => {
    child.send(message)
    const [said] = (await Promise.race([once(child, "message"), failed])) as unknown[]
    return said
  }
  await answer(served)
  return {
    cpu: async () => Number(await answer("cpu")),
    async stop() {
      failed.catch(() => undefined)
      child.disconnect()
      await ended
    },
  }
}
