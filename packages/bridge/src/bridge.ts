import type { DatabaseSync } from "node:sqlite"
import { createClient } from "@tongban/sdk"
import { clientAuth } from "@tongban/sdk/client-auth"
import type { BridgeConfig, WatchConfig } from "./config.ts"
import { readPrivateKey } from "./config.ts"
import { serveOwner } from "./serve/owner.ts"
import { openState } from "./state.ts"
import { looker } from "./watch/look.ts"
import type { Look } from "./watch/look.ts"
import { memoryOf } from "./watch/memory.ts"
import type { Reporter } from "./watch/report-row.ts"
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
 * Starts a bridge: serves papers, watches a table, or both.
 *
 * @throws {BridgeFault} before anything is begun
 */
export async function startBridge(
  config: BridgeConfig,
  log: (message: string) => void,
): Promise<Bridge> {
  const state = openState(config.stateFolder)
  const closing: (() => Promise<void>)[] = []
  const close = async () => {
    for (const each of closing.reverse()) await each()
    state.close()
  }
  const does: string[] = []
  try {
    const look = config.watch && (await lookOf(config.watch, state, log))
    if (config.serve !== undefined) {
      const owner = await serveOwner(config.serve, config.stateFolder, state, log)
      closing.push(() => owner.close())
      does.push(`serves ${owner.papers} papers at ${owner.url}`)
    }
    if (config.watch !== undefined && look !== undefined) {
      const watcher = watch(look, config.watch.everyMs, log)
      closing.push(() => watcher.stop())
      does.push(`watches ${config.watch.table} of ${config.watch.database.sqlite}`)
    }
  } catch (error) {
    await close()
    throw error
  }
  return { does, close }
}

async function lookOf(
  config: WatchConfig,
  state: DatabaseSync,
  log: (message: string) => void,
): Promise<Look> {
  const table = await openTable(config)
  const memory = memoryOf(state)
  return looker({ config, table, memory, report: reporterOf(config), log, now: () => new Date() })
}

/** Reports to the hub as the department's `sync` client. */
function reporterOf({ hub, client, assertionKey, dpopKey }: WatchConfig): Reporter {
  const auth = clientAuth({
    issuer: `${hub}/oidc`,
    clientId: client,
    assertionKey: readPrivateKey(assertionKey),
    dpopKey: readPrivateKey(dpopKey),
  })
  const tongban = createClient({ baseUrl: hub, auth })
  return (localNumber, report, options) => tongban.cases.report(localNumber, report, options)
}
