import { fileURLToPath } from "node:url"
import type { Addresses } from "./addresses.ts"
import type { ChildOptions } from "./child.ts"
import type { Sandbox } from "./setup.ts"

type Program = Omit<ChildOptions, "clock">

const source = (path: string): string => fileURLToPath(import.meta.resolve(path))

const bridge = (name: string, config: string): Program => ({
  name,
  script: source("@tongban/bridge/main"),
  args: ["--config", config],
})

/** What each process is started with. */
export const processes = {
  hub: ({ hub: files, folder }: Sandbox, { hub: url, ports }: Addresses): Program => ({
    name: "hub",
    script: source("@tongban/hub/main"),
    env: {
      TONGBAN_HUB_URL: url,
      TONGBAN_HUB_LISTEN: `127.0.0.1:${ports.hubBehindDoor}`,
      TONGBAN_REQUEST_LOG: "off",
      TONGBAN_DATA_DIR: `${folder}/hub`,
      TONGBAN_REGISTRY: files.registry,
      TONGBAN_HUB_KEYS: files.keys,
      TONGBAN_SANDBOX_PERSONAS: files.personas,
    },
  }),
  old: ({ old }: Sandbox): Program => ({
    name: "old-portal",
    script: fileURLToPath(new URL("old/main.ts", import.meta.url)),
    args: ["--settings", old.settings],
  }),
  oldBridge: ({ old }: Sandbox): Program => bridge("scjg-bridge", old.bridge),
  modern: ({ modern }: Sandbox): Program => ({
    name: "modern-portal",
    script: fileURLToPath(new URL("modern/main.ts", import.meta.url)),
    args: ["--settings", modern.settings],
  }),
  modernBridge: ({ modern }: Sandbox): Program => bridge("wjj-bridge", modern.bridge),
  csv: ({ csv }: Sandbox): Program => bridge("zrzy-bridge", csv.bridge),
} satisfies Record<string, (sandbox: Sandbox, addresses: Addresses) => Program>

export type ProcessName = keyof typeof processes
