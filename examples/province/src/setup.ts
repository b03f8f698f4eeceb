import { copyFileSync, mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { calculateJwkThumbprint } from "jose"
import { signDirectory } from "@tongban/sdk/directory"
import type { DirectoryContent } from "@tongban/sdk/directory"
import type { Addresses } from "./addresses.ts"
import { dataFile, departments, items, materials, personas } from "./data.ts"
import { publicJwk, sandboxKeys, writeSecret } from "./keys.ts"
import type { ClientId, SandboxKeys } from "./keys.ts"

/** The files of one sandbox. */
export interface Sandbox {
  folder: string
  keys: SandboxKeys
  files: {
    registry: string
    personas: string
    hubKeys: string
    directory: string
    directoryRoot: string
    portal: string
    ownerBridge: string
    watchBridge: string
    portalDatabase: string
  }
}

/**
 * Lays out the sandbox in a folder. Keys and data are made once and kept; what follows from them and
 * the addresses is written anew at each start, so that a set-up that was cut half-way mends itself.
 */
export async function setUp(folder: string, addresses: Addresses): Promise<Sandbox> {
  const at = (...parts: string[]) => join(folder, ...parts)
  for (const each of ["keys", "scjg", "zrzy/papers"])
    mkdirSync(at(each), { recursive: true, mode: 0o700 })
  const keys = await sandboxKeys(at("keys", "sandbox.json"))
  const files: Sandbox["files"] = {
    registry: at("registry.json"),
    personas: at("personas.json"),
    hubKeys: at("keys", "hub.json"),
    directory: at("directory.jws"),
    directoryRoot: at("directory-root.json"),
    portal: at("scjg", "portal.json"),
    ownerBridge: at("zrzy", "bridge.json"),
    watchBridge: at("scjg", "bridge.json"),
    portalDatabase: at("scjg", "business.sqlite"),
  }

  writeSecret(files.registry, await registry(keys, addresses))
  writeSecret(files.personas, { personas })
  writeSecret(files.hubKeys, { ...keys.hub, oidc: { keys: [keys.hub.oidc] } })
  writeSecret(files.directory, await signDirectory(directory(keys, addresses), keys.directoryRoot))
  writeSecret(files.directoryRoot, publicJwk(keys.directoryRoot))
  for (const [id, { assertion, sig }] of Object.entries(keys.clients)) {
    writeSecret(at("keys", `${id}-assertion.json`), assertion)
    writeSecret(at("keys", `${id}-sig.json`), sig)
  }
  writeSecret(files.portal, portalSettings(files, keys, addresses, at("scjg")))
  writeSecret(files.ownerBridge, ownerBridge(addresses))
  writeSecret(files.watchBridge, watchBridge(addresses))
  copyFileSync(dataFile("zrzy-certificates.csv"), at("zrzy", "certificates.csv"))
  for (const { ownerRef, text } of materials)
    writeFileSync(at("zrzy", "papers", `${ownerRef}.txt`), text)
  return { folder, keys, files }
}

/** What a security administrator registers (protocol M0). */
async function registry(keys: SandboxKeys, { portal, portalSameSite }: Addresses) {
  const itemCodes = items.map(({ code }) => code)
  const client = (
    id: string,
    department: string,
    kind: string,
    own: ClientId,
    rest: object = {},
  ) => ({
    id,
    department,
    kind,
    transport: "http",
    itemCodes: department === "scjg" ? itemCodes : [],
    jwks: { keys: [publicJwk(keys.clients[own].assertion)] },
    ...rest,
  })
  const portalAt = (origin: string) => ({
    origins: [origin],
    returnUris: [`${origin}/tongban/callback`],
    redeemedBy: "scjg-redeem",
  })
  const releaseKey = await calculateJwkThumbprint(keys.clients["scjg-redeem"].sig)
  return {
    departments,
    clients: [
      client("scjg-portal", "scjg", "portal", "scjg-portal", portalAt(portal)),
      client("scjg-portal-local", "scjg", "portal", "scjg-portal", portalAt(portalSameSite)),
      client("scjg-redeem", "scjg", "redeem", "scjg-redeem", { releaseKey }),
      client("scjg-sync", "scjg", "sync", "scjg-sync"),
      client("zrzy-serve", "zrzy", "serve", "zrzy-serve", { instance: "zrzy-1" }),
      client("zrzy-register", "zrzy", "register", "zrzy-register"),
    ],
    items,
  }
}

function directory({ clients, hub }: SandboxKeys, { owner }: Addresses): DirectoryContent {
  const entry = (department: string, client: ClientId, instance: string, url?: string) => ({
    department,
    client,
    instance,
    ...(url !== undefined && { url }),
    sig: publicJwk(clients[client].sig),
    enc: publicJwk(clients[client].enc),
    status: "active",
  })
  return {
    version: 1,
    entries: [entry("scjg", "scjg-redeem", "scjg-1"), entry("zrzy", "zrzy-serve", "zrzy-1", owner)],
    hub: { ticketKey: publicJwk(hub.ticket), logKey: publicJwk(hub.log) },
  } as DirectoryContent
}

/** What the old portal's own operator would write into its settings. */
function portalSettings(
  files: Sandbox["files"],
  keys: SandboxKeys,
  addresses: Addresses,
  folder: string,
) {
  return {
    hub: addresses.hub,
    port: addresses.ports.portal,
    gateways: [
      { origin: addresses.portal, clientId: "scjg-portal" },
      { origin: addresses.portalSameSite, clientId: "scjg-portal-local" },
    ],
    assertionKey: keys.clients["scjg-portal"].assertion,
    cookieKeys: keys.portalCookies,
    redeem: {
      clientId: "scjg-redeem",
      assertionKey: keys.clients["scjg-redeem"].assertion,
      releaseKey: keys.clients["scjg-redeem"].sig,
      decryptionKey: keys.clients["scjg-redeem"].enc,
      directory: files.directory,
      directoryRoot: files.directoryRoot,
    },
    database: files.portalDatabase,
    papers: join(folder, "received"),
  }
}

const ownerBridge = ({ hub, ports }: Addresses) => ({
  name: "zrzy-bridge",
  stateFolder: "state",
  serve: {
    listen: { host: "127.0.0.1", port: ports.owner },
    client: "zrzy-serve",
    instance: "zrzy-1",
    hub,
    directory: { file: "../directory.jws", rootKey: "../directory-root.json" },
    key: "../keys/zrzy-serve-sig.json",
    papers: {
      index: "certificates.csv",
      encoding: "gb18030",
      refColumn: "内部编号",
      folder: "papers",
      ending: ".txt",
    },
  },
})

const watchBridge = ({ hub }: Addresses) => ({
  name: "scjg-bridge",
  stateFolder: "state",
  watch: {
    hub,
    client: "scjg-sync",
    assertionKey: "../keys/scjg-sync-assertion.json",
    dpopKey: "../keys/scjg-sync-sig.json",
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
