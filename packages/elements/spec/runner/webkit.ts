import { spawn } from "node:child_process"
import { once } from "node:events"
import { createServer, connect } from "node:net"
import type { AddressInfo } from "node:net"

/**
 * Starts WebKitGTK's driver on a screen that nobody sees, and answers its port. It ends with this process.
 *
 * @param driver - the driver's file
 */
export async function startWebkitDriver(driver: string): Promise<number> {
  const port = await freePort()
  const child = spawn("xvfb-run", ["-a", driver, `--port=${port}`], {
    // A group of its own: the screen and the browser end with it.
    detached: true,
    stdio: ["ignore", "ignore", "inherit"],
  })
  let ended: Error | undefined
  child.once("error", (error) => (ended = error))
  child.once("exit", (code) => (ended = new Error(`xvfb-run ended with ${String(code)}`)))
  process.once("exit", () => {
    if (child.pid !== undefined && ended === undefined) process.kill(-child.pid)
  })
  while (!(await answers(port))) if (ended !== undefined) throw ended
  return port
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1")
  await once(probe, "listening")
  const { port } = probe.address() as AddressInfo
  await once(probe.close(), "close")
  return port
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = connect(port, "127.0.0.1")
    const end = (there: boolean) => () => {
      probe.destroy()
      // Asked again after a moment, as long as nobody listens.
      setTimeout(resolve, there ? 0 : 50, there)
    }
    probe.once("connect", end(true)).once("error", end(false))
  })
