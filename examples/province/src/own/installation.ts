import { existsSync, readFileSync } from "node:fs"
import type { GatewayOptions } from "@tongban/sdk/gateway"
import { foodLicence } from "../data.ts"
import { portalAt, registered } from "../department.ts"
import type { Shared } from "../department.ts"
import { writeSecret } from "../keys.ts"
import { StartFault } from "../preflight.ts"

/** A portal that whoever tries the sandbox writes: a second one of 市场监管局, run by themselves. */
export interface OwnPortal {
  /** Its exact origin. */
  origin: string
  /** Where its gateway's options are written. */
  settings: string
}

const id = "own-portal"

/** What `createGateway` needs of them; the script is the portal's own to give. */
type Settings = Omit<GatewayOptions, "script" | "now">

const transportOf = (origin: string) => (origin.startsWith("https:") ? "https" : "http")

export const ownClients = ({ origin }: OwnPortal, { keys }: Pick<Shared, "keys">) => [
  registered(
    {
      id,
      department: "scjg",
      kind: "portal",
      itemCodes: [foodLicence],
      redeemedBy: "scjg-redeem",
      transport: transportOf(origin),
      ...portalAt(origin),
    },
    keys,
  ),
]

/**
 * Writes what its gateway is made with, for its owner's eyes only. Only a file of ours is written over.
 *
 * @throws {StartFault}
 */
export function installOwn({ origin, settings }: OwnPortal, { keys, addresses }: Shared): void {
  const { port } = new URL(origin)
  if (Object.values(addresses.ports).includes(Number(port)))
    throw new StartFault(
      `--portal ${origin}: port ${port} is the sandbox's own; give your portal another, or start with --port-base N`,
    )
  if (existsSync(settings) && !isOurs(settings))
    throw new StartFault(
      `--portal-settings ${settings} is there and is not what we wrote; name another file, or move that one away`,
    )
  const content: Settings = {
    hub: addresses.hub,
    clientId: id,
    origin,
    assertionKey: keys.clients[id].assertion,
    cookieKeys: keys.cookies.own,
    transport: transportOf(origin),
  }
  try {
    writeSecret(settings, content)
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error)
    throw new StartFault(
      `--portal-settings ${settings} cannot be written (${reason}); name a file in a folder that you may write`,
      { cause: error },
    )
  }
}

function isOurs(file: string): boolean {
  try {
    const { clientId } = JSON.parse(readFileSync(file, "utf8")) as { clientId?: unknown }
    return clientId === id
  } catch {
    // A folder, or no JSON: not ours, whatever it is.
    return false
  }
}
