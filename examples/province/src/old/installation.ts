import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { foodLicence } from "../data.ts"
import {
  directoryEntry,
  portalAt,
  registered,
  redeemSettings,
  releaseKeysOf,
} from "../department.ts"
import type { Shared } from "../department.ts"
import { writeSecret } from "../keys.ts"

/** The files of 市场监管局. */
export interface OldFiles {
  settings: string
  bridge: string
  database: string
}

const department = "scjg"
const itemCodes = [foodLicence]

/** Its portal by both names that it is reached by, and what works behind it. */
export async function oldClients({ keys, addresses }: Pick<Shared, "keys" | "addresses">) {
  const portal = { department, kind: "portal", itemCodes, redeemedBy: "scjg-redeem" } as const
  const release = await releaseKeysOf(keys, "scjg-redeem")
  return [
    registered({ id: "scjg-portal", ...portal, ...portalAt(addresses.old) }, keys),
    registered(
      { id: "scjg-portal-local", ...portal, ...portalAt(addresses.oldSameSite) },
      keys,
      "scjg-portal",
    ),
    registered({ id: "scjg-redeem", department, kind: "redeem", itemCodes, ...release }, keys),
    registered({ id: "scjg-sync", department, kind: "sync", itemCodes }, keys),
  ]
}

export const oldEntries = ({ keys }: Pick<Shared, "keys">) => [
  directoryEntry(keys, { department, client: "scjg-redeem", instance: "scjg-1" }),
]

/** Writes what the bureau's own operator would write. */
export function installOld(folder: string, shared: Shared): OldFiles {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const files = {
    settings: join(folder, "portal.json"),
    bridge: join(folder, "bridge.json"),
    database: join(folder, "business.sqlite"),
  }
  writeSecret(files.settings, settings(files.database, join(folder, "received"), shared))
  writeSecret(files.bridge, watchBridge(shared))
  return files
}

const settings = (database: string, papers: string, shared: Shared) => ({
  hub: shared.addresses.hub,
  port: shared.addresses.ports.old,
  gateways: [
    { origin: shared.addresses.old, clientId: "scjg-portal" },
    { origin: shared.addresses.oldSameSite, clientId: "scjg-portal-local" },
  ],
  assertionKey: shared.keys.clients["scjg-portal"].assertion,
  cookieKeys: shared.keys.cookies.old,
  redeem: redeemSettings(shared, "scjg-redeem"),
  database,
  papers,
})

const watchBridge = ({ addresses, keysFolder }: Shared) => ({
  name: "scjg-bridge",
  stateFolder: "state",
  watch: {
    hub: addresses.hub,
    client: "scjg-sync",
    assertionKey: join(keysFolder, "scjg-sync-assertion.json"),
    dpopKey: join(keysFolder, "scjg-sync-sig.json"),
    database: { sqlite: "business.sqlite" },
    everyMs: 1000,
    table: "YW_SPJYXK",
    columns: { localNumber: "SBLSH", itemCode: "SXBM", state: "BLZT", changedAt: "ZTSJ" },
    scheme: "epoint",
    stateWords: {
      "12": "已提交",
      "26": "已接件",
      "28": "待补办",
      "30": "已受理",
      "90": "正常办结",
    },
    correction: { list: "BZQD", dueOn: "BZQX", noticeNumber: "BZWH" },
  },
})
