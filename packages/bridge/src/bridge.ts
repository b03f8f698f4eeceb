import type { DatabaseSync } from "node:sqlite"
import { createClient } from "@tongban/sdk"
import type { Tongban } from "@tongban/sdk"
import { clientAuth } from "@tongban/sdk/client-auth"
import { isStateScheme, stateSchemes } from "@tongban/standards"
import type { BridgeConfig, ServeConfig, WatchConfig } from "./config.ts"
import { readPrivateKey } from "./config.ts"
import { dropLooker } from "./drop/look.ts"
import { dropMemory } from "./drop/memory.ts"
import { quarantineAt, quarantineFile } from "./drop/quarantine.ts"
import type { DropConfig } from "./drop/settings.ts"
import { newListeners } from "./listeners.ts"
import { serveOwner } from "./serve/owner.ts"
import { reconciler } from "./serve/reconcile.ts"
import type { TellDeliveries } from "./serve/reconcile.ts"
import { hostSite } from "./site/site.ts"
import { openState } from "./state.ts"
import { nameOfDatabase } from "./watch/database.ts"
import { looker } from "./watch/look.ts"
import type { Look } from "./watch/look.ts"
import { memoryOf } from "./watch/memory.ts"
import type { Reporter } from "./watch/reporter.ts"
import { openTable } from "./watch/rows.ts"
import { watch } from "./watch/watch.ts"

/** A bridge that runs. */
export interface Bridge {
  /** What it does, in words. */
  does: string[]
  /** Stops serving and watching, and closes what it keeps. */
  close(): Promise<void>
}

/**
 * Starts a bridge: serves papers, watches a table or a drop folder, hosts a site, or several of these.
 *
 * @throws {BridgeFault} before anything is begun
 */
export async function startBridge(
  config: BridgeConfig,
  log: (message: string) => void,
): Promise<Bridge> {
  const state = openState(config.stateFolder)
  const listeners = newListeners()
  const closing: (() => Promise<void>)[] = []
  const close = async () => {
    for (const each of closing.reverse()) await each()
    state.close()
  }
  const does: string[] = []
  try {
    const look = config.watch && (await lookOf(config.watch, config.stateFolder, state, log))
    if (config.serve !== undefined) {
      const { app } = listeners.at(config.serve.listen, "serve.listen")
      const owner = await serveOwner(config.serve, config.stateFolder, state, log, app)
      closing.push(() => owner.close())
      does.push(`serves ${owner.papers} papers at ${owner.url}`)
    }
    if (config.site !== undefined) {
      await hostSite(config.site, listeners.at(config.site.listen, "site.listen"))
      does.push(`hosts ${config.site.origin}`)
    }
    closing.push(() => listeners.close())
    await listeners.open()
    if (config.serve?.reconcile !== undefined) {
      const tell = teller(config.serve, config.serve.reconcile)
      const { stateFolder } = config
      const told = reconciler({ stateFolder, state, tell, log, now: () => new Date() })
      const reconciling = watch(told, config.serve.reconcile.everyMs, log)
      closing.push(() => reconciling.stop())
      does.push("tells the hub what it gave out")
    }
    if (config.watch !== undefined && look !== undefined) {
      const watcher = watch(look, config.watch.everyMs, log)
      closing.push(() => watcher.stop())
      does.push(`watches ${sourceOf(config.watch)}`)
    }
  } catch (error) {
    await close()
    throw error
  }
  return { does, close }
}

async function lookOf(
  config: WatchConfig | DropConfig,
  stateFolder: string,
  state: DatabaseSync,
  log: (message: string) => void,
): Promise<Look> {
  const parts = { report: reporterOf(config), log, now: () => new Date() }
  if ("drop" in config) {
    const quarantine = quarantineAt(quarantineFile(stateFolder))
    return dropLooker({ config, memory: dropMemory(state), quarantine, ...parts })
  }
  if (!isStateScheme(config.scheme)) log(unknownScheme(config.scheme))
  return looker({ config, table: await openTable(config), memory: memoryOf(state), ...parts })
}

const sourceOf = (config: WatchConfig | DropConfig): string =>
  "drop" in config
    ? `${config.drop.pattern} in ${config.drop.folder}`
    : `${config.table} of ${nameOfDatabase(config.database)}`

/** Not a fault: the department's own words still reach the citizen. But it is most often a slip. */
const unknownScheme = (scheme: string): string =>
  `watch.scheme ${scheme} is none that the standards know (${Object.keys(stateSchemes).join(", ")}), so every state stays unknown and only stateWords are shown; correct it, or add its codes to stateSchemes`

type Keys = Pick<WatchConfig, "assertionKey" | "dpopKey">

/** The hub, as one of the department's clients sees it. */
function hubOf({ hub, client }: Pick<WatchConfig, "hub" | "client">, keys: Keys): Tongban {
  const auth = clientAuth({
    issuer: `${hub}/oidc`,
    clientId: client,
    assertionKey: readPrivateKey(keys.assertionKey),
    dpopKey: readPrivateKey(keys.dpopKey),
  })
  return createClient({ baseUrl: hub, auth })
}

/** Tells what was given out, as the department's `serve` client. */
function teller(config: ServeConfig, keys: Keys): TellDeliveries {
  const tongban = hubOf(config, keys)
  return (report, options) => tongban.deliveries.report(report, options)
}

/** Reports to the hub as the department's `sync` client. */
function reporterOf(config: WatchConfig | DropConfig): Reporter {
  const tongban = hubOf(config, config)
  return (localNumber, report, options) => tongban.cases.report(localNumber, report, options)
}
