import { createClient } from "@tongban/sdk"
import { clientAuth } from "@tongban/sdk/client-auth"
import type { BridgeConfig } from "./config.ts"
import { readKey } from "./config.ts"
import { serveOwner } from "./serve/owner.ts"
import { openState } from "./state.ts"
import { openTable } from "./watch/rows.ts"
import { watchTable } from "./watch/watch.ts"

export interface Bridge {
  /** What it does, in words. */
  does: string[]
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
    if (config.serve !== undefined) {
      const owner = await serveOwner(config.serve, config.stateFolder, state)
      closing.push(() => owner.close())
      does.push(`serves ${owner.papers} papers at ${owner.url}`)
    }
    if (config.watch !== undefined) {
      const { hub, client, assertionKey, dpopKey, table: name, database } = config.watch
      const table = await openTable(config.watch)
      closing.push(() => table.close())
      const tongban = createClient({
        baseUrl: hub,
        auth: clientAuth({
          issuer: `${hub}/oidc`,
          clientId: client,
          assertionKey: readKey(assertionKey),
          dpopKey: readKey(dpopKey),
        }),
      })
      const watcher = watchTable({
        config: config.watch,
        table,
        state,
        report: (localNumber, report, idempotencyKey) =>
          tongban.cases.report(localNumber, report, { idempotencyKey }),
        log,
      })
      closing.push(() => watcher.stop())
      does.push(`watches ${name} of ${database.sqlite}`)
    }
  } catch (error) {
    await close()
    throw error
  }
  return { does, close }
}
