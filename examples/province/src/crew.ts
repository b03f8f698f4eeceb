import { startChild } from "./child.ts"
import type { Child, ChildOptions } from "./child.ts"

/** The processes of the province, by name. */
export interface Crew {
  /** @throws {StartFault} with its own last words, where it does not come up */
  start(options: ChildOptions): Promise<void>
  stop(name: string): Promise<void>
  /** Ends one as a crash would; nobody is told that it fell. */
  kill(name: string): Promise<void>
  /** The first that ended though nobody had asked it to. */
  fallen: Promise<{ name: string; code: number | null }>
  /** Stops all, the last started first; those that were still starting too. */
  stopAll(): Promise<void>
}

export function makeCrew(): Crew {
  const running = new Map<string, Child>()
  const starting = new Set<Promise<unknown>>()
  let fell: (who: Awaited<Crew["fallen"]>) => void = () => undefined
  const fallen: Crew["fallen"] = new Promise((resolve) => {
    fell = resolve
  })

  const take = (name: string) => {
    const child = running.get(name)
    running.delete(name)
    return child
  }
  const stop = async (name: string) => {
    await take(name)?.stop()
  }
  return {
    async start(options) {
      const { name } = options
      const coming = startChild(options)
      starting.add(coming)
      try {
        const child = await coming
        running.set(name, child)
        void child.ended.then((code) => {
          if (running.get(name) === child) fell({ name, code })
        })
      } finally {
        starting.delete(coming)
      }
    },
    stop,
    async kill(name) {
      await take(name)?.kill()
    },
    fallen,
    async stopAll() {
      await Promise.allSettled(starting)
      for (const name of [...running.keys()].reverse()) await stop(name)
    },
  }
}
