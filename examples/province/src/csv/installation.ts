import { copyFileSync, mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { dataFile, papersOf } from "../data.ts"
import { directoryEntry, registered } from "../department.ts"
import type { Shared } from "../department.ts"
import { writeSecret } from "../keys.ts"

/** The files of 自然资源局. */
export interface CsvFiles {
  bridge: string
}

const department = "zrzy"
const instance = "zrzy-1"

export const csvClients = ({ keys }: Pick<Shared, "keys">) => [
  registered({ id: "zrzy-serve", department, kind: "serve", instance }, keys),
  registered({ id: "zrzy-register", department, kind: "register" }, keys),
]

export const csvEntries = ({ keys, addresses }: Pick<Shared, "keys" | "addresses">) => [
  directoryEntry(keys, { department, client: "zrzy-serve", instance, url: addresses.csv }),
]

/** Writes what the bureau's own operator would write, and lays its papers beside. */
export function installCsv(folder: string, shared: Shared): CsvFiles {
  mkdirSync(join(folder, "papers"), { recursive: true, mode: 0o700 })
  const files = { bridge: join(folder, "bridge.json") }
  writeSecret(files.bridge, ownerBridge(shared))
  copyFileSync(dataFile("zrzy-certificates.csv"), join(folder, "certificates.csv"))
  for (const { ownerRef, text } of papersOf(department))
    writeFileSync(join(folder, "papers", `${ownerRef}.txt`), text)
  return files
}

const ownerBridge = ({ addresses, directory, directoryRoot, keysFolder }: Shared) => ({
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
      ending: ".txt",
    },
  },
})
