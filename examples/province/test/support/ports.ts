import { createServer } from "node:net"
import { addressesFrom } from "../../src/addresses.ts"

let next = 20_000 + (process.pid % 2_000) * 20

/** Every port of a province that begins at a base. */
export const portsFrom = (base: number): number[] => Object.values(addressesFrom(base).ports)

/** The base of a province's ports, none of which is in use. */
export async function freePorts(): Promise<number> {
  for (;;) {
    next += 10
    const free = await Promise.all(portsFrom(next).map(isFree))
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
