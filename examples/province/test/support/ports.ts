import { createServer } from "node:net"

let next = 20_000 + (process.pid % 2_000) * 20

/** The base of a province's ports, none of which is in use. */
export async function freePorts(): Promise<number> {
  for (;;) {
    next += 10
    const free = await Promise.all([next, next + 2, next + 3].map(isFree))
    if (free.every(Boolean)) return next
  }
}

export const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once("error", () => {
      resolve(false)
    })
    probe.listen(port, "127.0.0.1", () => {
      probe.close(() => {
        resolve(true)
      })
    })
  })
