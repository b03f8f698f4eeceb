import { mkdirSync } from "node:fs"
import { dirname } from "node:path"
import { parseArgs } from "node:util"
import { serve } from "@hono/node-server"
import { createClient } from "@tongban/sdk"
import { createGateway } from "@tongban/sdk/gateway"
import type { Gateway } from "@tongban/sdk/gateway"
import { foodLicence } from "../data.ts"
import { elementsScript, redeemingClient } from "../portal-client.ts"
import { followOwed } from "../owed-papers.ts"
import { readSettings } from "../settings.ts"
import { stopWithParent } from "../stop-with-parent.ts"
import { portalApp } from "./app.ts"
import { openCasesTable } from "./cases-table.ts"
import { Settings } from "./settings.ts"
import { operator } from "./submit.ts"

try {
  const { values } = parseArgs({ options: { settings: { type: "string" } } })
  await start(readSettings(Settings, values.settings))
} catch (error) {
  console.error(`old portal: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}

async function start(settings: Settings): Promise<void> {
  const { hub, port, redeem } = settings
  mkdirSync(dirname(settings.database), { recursive: true })
  const table = openCasesTable(settings.database)
  const tongban = await redeemingClient(hub, redeem)
  const item = await createClient({ baseUrl: hub }).items.get({ itemCode: foodLicence })
  const gateways = await makeGateways(settings)
  const owed = followOwed(table, { tongban, operator, folder: settings.papers })
  const app = portalApp({
    gateways,
    tongban,
    table,
    item,
    papers: settings.papers,
    now: () => new Date(),
  })

  const server = serve({ fetch: app.fetch, port, hostname: "127.0.0.1" }, () => {
    console.log(`old portal ready ${settings.gateways.map(({ origin }) => origin).join(" ")}`)
  })
  server.on("error", (error: NodeJS.ErrnoException) => {
    const taken = error.code === "EADDRINUSE"
    console.error(
      `old portal: ${taken ? `port ${port} is taken by another program; stop that one, or choose another port` : error.message}`,
    )
    process.exit(1)
  })
  stopWithParent(async () => {
    server.close()
    if ("closeAllConnections" in server) server.closeAllConnections()
    await owed.close()
    table.close()
    await Promise.all([...gateways.values()].map((gateway) => gateway.close()))
  })
}

/** The ten lines that a portal needs for login: one gateway for each name it is reached by. */
async function makeGateways({
  hub,
  gateways: list,
  assertionKey,
  cookieKeys,
}: Settings): Promise<Map<string, Gateway>> {
  const script = elementsScript()
  const made = new Map<string, Gateway>()
  for (const { origin, clientId } of list) {
    const options = {
      hub,
      clientId,
      origin,
      assertionKey,
      cookieKeys,
      script,
    }
    made.set(new URL(origin).host, await createGateway({ ...options, transport: "http" }))
  }
  return made
}
