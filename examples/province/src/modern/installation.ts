import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { hygieneLicence, papersOf } from "../data.ts"
import {
  directoryEntry,
  portalAt,
  registered,
  redeemSettings,
  releaseKeysOf,
} from "../department.ts"
import type { Shared } from "../department.ts"
import { writeSecret } from "../keys.ts"
import { layPapers } from "../papers/sample-paper.ts"
import { stateNames } from "./applications.ts"

/** The files of 卫健局. */
export interface ModernFiles {
  settings: string
  bridge: string
  database: string
}

const department = "wjj"
const instance = "wjj-1"
const itemCodes = [hygieneLicence]

/** Its portal, and what works behind it: each with keys of its own. */
export async function modernClients({ keys, addresses }: Pick<Shared, "keys" | "addresses">) {
  const portal = { department, kind: "portal", itemCodes, redeemedBy: "wjj-redeem" } as const
  const release = await releaseKeysOf(keys, "wjj-redeem")
  return [
    registered({ id: "wjj-portal", ...portal, ...portalAt(addresses.modern) }, keys),
    registered({ id: "wjj-redeem", department, kind: "redeem", itemCodes, ...release }, keys),
    registered({ id: "wjj-sync", department, kind: "sync", itemCodes }, keys),
    registered({ id: "wjj-serve", department, kind: "serve", instance }, keys),
    registered({ id: "wjj-register", department, kind: "register" }, keys),
  ]
}

export const modernEntries = ({ keys, addresses }: Pick<Shared, "keys" | "addresses">) => [
  directoryEntry(keys, { department, client: "wjj-redeem", instance }),
  directoryEntry(keys, { department, client: "wjj-serve", instance, url: addresses.modernBridge }),
]

/** Writes what the bureau's own operator would write, and lays its papers beside. */
export async function installModern(folder: string, shared: Shared): Promise<ModernFiles> {
  mkdirSync(join(folder, "papers"), { recursive: true, mode: 0o700 })
  const files = {
    settings: join(folder, "portal.json"),
    bridge: join(folder, "bridge.json"),
    database: join(folder, "apas.sqlite"),
  }
  writeSecret(files.settings, settings(files.database, join(folder, "received"), shared))
  writeSecret(files.bridge, bridge(shared))
  const papers = papersOf(department)
  const index = papers.map(({ ownerRef, name }) => `${ownerRef},${name.zh}`)
  writeFileSync(join(folder, "papers.csv"), ["ref,name", ...index, ""].join("\n"))
  await layPapers(join(folder, "papers"), papers)
  return files
}

const settings = (database: string, papers: string, shared: Shared) => ({
  hub: shared.addresses.hub,
  port: shared.addresses.ports.modern,
  origin: shared.addresses.modern,
  clientId: "wjj-portal",
  assertionKey: shared.keys.clients["wjj-portal"].assertion,
  cookieKeys: shared.keys.cookies.modern,
  redeem: redeemSettings(shared, "wjj-redeem"),
  database,
  papers,
})

/**
 * Its bridge runs beside the portal, not within it: a process that faces the web does not hold the keys
 * that serve papers and report cases, and a new release of the portal interrupts no delivery.
 */
const bridge = ({ addresses, directory, directoryRoot, keysFolder }: Shared) => ({
  name: "wjj-bridge",
  stateFolder: "state",
  serve: {
    listen: { host: "127.0.0.1", port: addresses.ports.modernBridge },
    client: "wjj-serve",
    instance,
    hub: addresses.hub,
    directory: { file: directory, rootKey: directoryRoot },
    key: join(keysFolder, "wjj-serve-sig.json"),
    papers: {
      index: "papers.csv",
      encoding: "utf-8",
      refColumn: "ref",
      folder: "papers",
      ending: ".pdf",
    },
  },
  watch: {
    hub: addresses.hub,
    client: "wjj-sync",
    assertionKey: join(keysFolder, "wjj-sync-assertion.json"),
    dpopKey: join(keysFolder, "wjj-sync-sig.json"),
    database: { sqlite: "apas.sqlite" },
    everyMs: 1000,
    table: "pre_apasinfo",
    columns: {
      localNumber: "projid",
      itemCode: "servicecode",
      state: "handlestate",
      changedAt: "handletime",
    },
    scheme: "apas-status",
    stateWords: stateNames,
    correction: { list: "correctlist", dueOn: "correctdate" },
  },
})
