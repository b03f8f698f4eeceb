import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import type { HubSettings } from "@tongban/hub"

const main = fileURLToPath(import.meta.resolve("@tongban/hub/main"))

export interface HubProcess {
  kill(): Promise<void>
  /** Asks it to stop (SIGTERM); answers its exit code once it is over. */
  stop(): Promise<number | null>
  /** Everything that it has written so far. */
  output(): string
}

/** The hub as a process of its own, so that it can be killed. */
export async function startHubProcess(settings: HubSettings): Promise<HubProcess> {
  const folder = await mkdtemp(join(tmpdir(), "tongban-hub-settings-"))
  const write = async (name: string, value: unknown) => {
    const file = join(folder, name)
    await writeFile(file, JSON.stringify(value), { mode: 0o600 })
    return file
  }
  const { origin, database, objectFolder, registry, keys, personas, webhooks, listen } = settings
  const { requestLog, stopAnnouncedSeconds = 0, stopWithinSeconds = 8 } = settings
  const child = spawn(process.execPath, ["--conditions=@tongban/source", main], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      TONGBAN_HUB_URL: origin,
      ...("url" in database
        ? { DATABASE_URL: database.url }
        : { TONGBAN_DATA_DIR: database.folder }),
      ...(listen && { TONGBAN_HUB_LISTEN: `${listen.host}:${listen.port}` }),
      TONGBAN_OBJECT_DIR: objectFolder,
      TONGBAN_REGISTRY: await write("registry.json", registry),
      TONGBAN_HUB_KEYS: await write("keys.json", keys),
      TONGBAN_WEBHOOK_NETWORKS: webhooks?.networks.join(",") ?? "",
      TONGBAN_WEBHOOK_PLAIN_HTTP: webhooks?.plainHttp === true ? "1" : "",
      TONGBAN_REQUEST_LOG: requestLog === true ? "" : "off",
      TONGBAN_STOP_ANNOUNCED_SECONDS: String(stopAnnouncedSeconds),
      TONGBAN_STOP_WITHIN_SECONDS: String(stopWithinSeconds),
      TONGBAN_RATES: Object.entries(settings.rates ?? {})
        .map(([name, count]) => `${name}=${count}`)
        .join(","),
      TONGBAN_SANDBOX_PERSONAS: await write("personas.json", { personas }),
    },
  })
  const written: Buffer[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (piece: Buffer) => written.push(piece))
  child.stderr.pipe(process.stderr)
  const lines = createInterface({ input: child.stdout })
  const [line] = (await Promise.race([once(lines, "line"), once(child, "exit")])) as unknown[]
  if (typeof line !== "string" || !line.startsWith("hub ready"))
    throw new Error("the hub did not start")
  const end = async (signal: "SIGKILL" | "SIGTERM") => {
    child.kill(signal)
    await once(child, "exit")
    await rm(folder, { recursive: true, force: true })
    return child.exitCode
  }
  return {
    output: () => Buffer.concat(written).toString(),
    stop: () => end("SIGTERM"),
    async kill() {
      await end("SIGKILL")
    },
  }
}
