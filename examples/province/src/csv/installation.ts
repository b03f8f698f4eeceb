import { copyFileSync, mkdirSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { dataFile, papersOf } from "../data.ts"
import { directoryEntry, portalAt, registered, releaseKeysOf } from "../department.ts"
import type { Shared } from "../department.ts"
import { writeSecret } from "../keys.ts"
import { layPapers } from "../papers/sample-paper.ts"

/** The files of 自然资源局. */
export interface CsvFiles {
  bridge: string
  /** Where its clerk drops exports. */
  drop: string
}

const department = "zrzy"
const instance = "zrzy-1"
/** 不动产登记资料查询. */
const registerSearch = "11370699XY0000143K4372099005000"

/** Its site, and what works behind it. Every portal names who redeems, this one as well. */
export async function csvClients({ keys, addresses }: Pick<Shared, "keys" | "addresses">) {
  const itemCodes = [registerSearch]
  const site = { redeemedBy: "zrzy-redeem", ...portalAt(addresses.csv) } as const
  const release = await releaseKeysOf(keys, "zrzy-redeem")
  return [
    registered({ id: "zrzy-serve", department, kind: "serve", instance }, keys),
    registered({ id: "zrzy-register", department, kind: "register" }, keys),
    registered({ id: "zrzy-sync", department, kind: "sync", itemCodes }, keys),
    registered({ id: "zrzy-redeem", department, kind: "redeem", itemCodes, ...release }, keys),
    registered({ id: "zrzy-portal", department, kind: "portal", itemCodes, ...site }, keys),
  ]
}

export const csvEntries = ({ keys, addresses }: Pick<Shared, "keys" | "addresses">) => [
  directoryEntry(keys, { department, client: "zrzy-serve", instance, url: addresses.csv }),
]

/** Writes what the bureau's own operator would write, and lays its papers beside. */
export async function installCsv(folder: string, shared: Shared): Promise<CsvFiles> {
  mkdirSync(join(folder, "papers"), { recursive: true, mode: 0o700 })
  const files = { bridge: join(folder, "bridge.json"), drop: join(folder, "drop") }
  writeSecret(files.bridge, bridge(shared))
  writeSecret(join(folder, "cookie-keys"), shared.keys.cookies.csv)
  mkdirSync(files.drop, { recursive: true })
  copyFileSync(dataFile("zrzy-export.csv"), join(files.drop, "zrzy-export-20261112-1730.csv"))
  copyFileSync(dataFile("zrzy-certificates.csv"), join(folder, "certificates.csv"))
  await layPapers(join(folder, "papers"), papersOf(department))
  return files
}

const bridge = ({ addresses, directory, directoryRoot, keysFolder }: Shared) => ({
  name: "zrzy-bridge",
  stateFolder: "state",
  serve: {
    listen: { host: "127.0.0.1", port: addresses.ports.csv },
    client: "zrzy-serve",
    instance,
    hub: addresses.hub,
    directory: { file: directory, rootKey: directoryRoot },
    key: join(keysFolder, "zrzy-serve-sig.json"),
    papers: {
      index: "certificates.csv",
      encoding: "gb18030",
      refColumn: "内部编号",
      folder: "papers",
      ending: ".pdf",
    },
  },
  watch: {
    hub: addresses.hub,
    client: "zrzy-sync",
    assertionKey: join(keysFolder, "zrzy-sync-assertion.json"),
    dpopKey: join(keysFolder, "zrzy-sync-sig.json"),
    scheme: "zrzy-zt",
    drop: {
      folder: "drop",
      pattern: "zrzy-export-{day}-{time}.csv",
      encoding: "gb18030",
      columns: {
        localNumber: "受理编号",
        item: "事项名称",
        state: "状态",
        partyNumber: "证件号码",
      },
      items: { 不动产登记资料查询: registerSearch },
      states: {
        受理中: { state: "IN_REVIEW", effectiveOn: "受理日期" },
        已办结: { state: "CLOSED", effectiveOn: "办结日期" },
        待补材料: { state: "CORRECTION_REQUESTED" },
        退回: { state: "PRE_REVIEW_RETURNED" },
        作废: { state: "TERMINATED" },
        不予受理: { state: "NOT_ACCEPTED", effectiveOn: "办结日期" },
      },
    },
  },
  site: {
    listen: { host: "127.0.0.1", port: addresses.ports.csv },
    hub: addresses.hub,
    client: "zrzy-portal",
    origin: addresses.csv,
    assertionKey: join(keysFolder, "zrzy-portal-assertion.json"),
    cookieKeys: "cookie-keys",
    folder: fileURLToPath(new URL("site", import.meta.url)),
    script: fileURLToPath(import.meta.resolve("@tongban/elements/tongban.js")),
  },
})
