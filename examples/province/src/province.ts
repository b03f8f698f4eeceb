import { fileURLToPath } from "node:url"
import { addressesFrom } from "./addresses.ts"
import type { Addresses } from "./addresses.ts"
import { startChild } from "./child.ts"
import type { Child } from "./child.ts"
import { preflight } from "./preflight.ts"
import { registerPapers } from "./register-papers.ts"
import { setUp } from "./setup.ts"
import type { Sandbox } from "./setup.ts"

export interface Province {
  addresses: Addresses
  sandbox: Sandbox
  children: Child[]
  /** Seconds that each part of the start took. */
  timing: [part: string, seconds: number][]
  stop(): Promise<void>
}

const source = (path: string): string => fileURLToPath(import.meta.resolve(path))

const bridge = (name: string, config: string) => ({
  name,
  script: source("@tongban/bridge/main"),
  args: ["--config", config],
})

/** What each process is started with. */
export const processes = {
  hub: ({ hub: files, folder }: Sandbox, { hub: url }: Addresses) => ({
    name: "hub",
    script: source("@tongban/hub/main"),
    env: {
      TONGBAN_HUB_URL: url,
      TONGBAN_DATA_DIR: `${folder}/hub`,
      TONGBAN_REGISTRY: files.registry,
      TONGBAN_HUB_KEYS: files.keys,
      TONGBAN_SANDBOX_PERSONAS: files.personas,
    },
  }),
  old: ({ old }: Sandbox) => ({
    name: "old-portal",
    script: fileURLToPath(new URL("old/main.ts", import.meta.url)),
    args: ["--settings", old.settings],
  }),
  oldBridge: ({ old }: Sandbox) => bridge("scjg-bridge", old.bridge),
  csv: ({ csv }: Sandbox) => bridge("zrzy-bridge", csv.bridge),
}

/**
 * Starts the whole province, or nothing.
 *
 * @throws {StartFault | FolderUnusable} with everything stopped again
 */
export async function startProvince(folder: string, portBase: number): Promise<Province> {
  const addresses = addressesFrom(portBase)
  const lock = await preflight(folder, addresses)
  const children: Child[] = []
  const timing: Province["timing"] = []
  const stop = async () => {
    for (const child of [...children].reverse()) await child.stop()
    lock.release()
  }
  const timed = async <T>(part: string, work: () => Promise<T>): Promise<T> => {
    const began = performance.now()
    const result = await work()
    timing.push([part, (performance.now() - began) / 1000])
    return result
  }
  try {
    const sandbox = await timed("keys and settings", () => setUp(folder, addresses))
    const start = (options: Parameters<typeof startChild>[0]) =>
      timed(options.name, async () => {
        children.push(await startChild(options))
      })
    await start(processes.hub(sandbox, addresses))
    await timed("papers registered", () => registerPapers(addresses.hub, sandbox.keys))
    await start(processes.csv(sandbox))
    await start(processes.old(sandbox))
    await start(processes.oldBridge(sandbox))
    return { addresses, sandbox, children, timing, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
