import { connect, createServer } from "node:net"
import type { Socket } from "node:net"
import { Transform } from "node:stream"

/** The hub's front door: passes every byte on, and can make every answer wait. */
export interface Door {
  /** How long each answer waits, in ms. */
  slowTo(ms: number): void
  close(): Promise<void>
}

/**
 * Opens the door on a port of this machine, before the hub listens behind it. Where the hub is away,
 * so is the door: the connection is reset.
 */
export async function openDoor(port: number, behind: number): Promise<Door> {
  const host = "127.0.0.1"
  const open = new Set<Socket>()
  let waitMs = 0

  const server = createServer((outside) => {
    const inside = connect(behind, host)
    let asked = false
    const note = new Transform({
      transform(bytes, _, passOn) {
        asked = true
        passOn(null, bytes)
      },
    })
    // What comes first after a question begins an answer; the rest of it follows at once.
    const wait = new Transform({
      transform(bytes, _, passOn) {
        const ms = asked ? waitMs : 0
        asked = false
        if (ms === 0) passOn(null, bytes)
        else setTimeout(passOn, ms, null, bytes)
      },
    })
    outside.pipe(note).pipe(inside)
    inside.pipe(wait).pipe(outside)
    for (const [socket, other] of [
      [outside, inside],
      [inside, outside],
    ] as const) {
      open.add(socket)
      // Whichever end breaks, the other one is told by a reset.
      socket.on("error", () => other.resetAndDestroy())
      socket.on("close", () => open.delete(socket))
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, host, resolve)
  })
  return {
    slowTo(ms) {
      waitMs = ms
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        for (const socket of open) socket.destroy()
      }),
  }
}
