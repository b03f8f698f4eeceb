import { mkdirSync } from "node:fs"
import { dirname } from "node:path"
import { parseArgs } from "node:util"
import { createClient } from "@tongban/sdk"
import { createGateway } from "@tongban/sdk/gateway"
import { hygieneLicence } from "../data.ts"
import { elementsScript, redeemingClient } from "../portal-client.ts"
import { followOwed } from "../owed-papers.ts"
import { readSettings } from "../settings.ts"
import { stopWithParent } from "../stop-with-parent.ts"
import { modernPortal } from "./app.ts"
import { openApplications } from "./applications.ts"
import { operator } from "./portal.ts"
import { Settings } from "./settings.ts"

try {
  const { values } = parseArgs({ options: { settings: { type: "string" } } })
  await start(readSettings(Settings, values.settings))
} catch (error) {
  console.error(`modern portal: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}

async function start(settings: Settings): Promise<void> {
  const { hub, port, origin, clientId, assertionKey, cookieKeys } = settings
  mkdirSync(dirname(settings.database), { recursive: true })
  const applications = openApplications(settings.database)
  const tongban = await redeemingClient(hub, settings.redeem)
  const script = elementsScript()
  const registered = { hub, clientId, origin, assertionKey, cookieKeys }
  const app = await modernPortal({
    hub,
    gateway: await createGateway({ ...registered, transport: "http", script }),
    tongban,
    item: await createClient({ baseUrl: hub }).items.get({ itemCode: hygieneLicence }),
    applications,
    folder: settings.papers,
    now: () => new Date(),
  })
  try {
    await app.listen({ port, host: "127.0.0.1" })
  } catch (error) {
    const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE"
    if (!taken) throw error
    throw new Error(
      `port ${port} is taken by another program; stop that one, or choose another port`,
      { cause: error },
    )
  }
  const owed = followOwed(applications, { tongban, operator, folder: settings.papers })
  console.log(`modern portal ready ${origin}`)
  stopWithParent(async () => {
    await app.close()
    await owed.close()
    applications.close()
  })
}
