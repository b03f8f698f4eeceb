import { spawn } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"

const script = fileURLToPath(new URL("../../../../scripts/with-postgres.mjs", import.meta.url))

/** Tells the address, and stays until its standard input ends. */
const wait = "console.log(process.env.TONGBAN_TEST_POSTGRES); process.stdin.resume()"

/** A server that is nobody else's, so that its processes may be killed. */
export async function startOwnPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [script, process.execPath, "-e", wait], {
    stdio: ["pipe", "pipe", "inherit"],
  })
  const lines = createInterface({ input: child.stdout })
  const [url] = (await Promise.race([once(lines, "line"), once(child, "exit")])) as unknown[]
  if (typeof url !== "string") throw new Error("PostgreSQL did not start")
  return {
    url,
    async stop() {
      child.stdin.end()
      await once(child, "exit")
    },
  }
}
