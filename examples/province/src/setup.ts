import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { signDirectory } from "@tongban/sdk/directory"
import type { DirectoryContent } from "@tongban/sdk/directory"
import type { Addresses } from "./addresses.ts"
import { csvClients, csvEntries, installCsv } from "./csv/installation.ts"
import type { CsvFiles } from "./csv/installation.ts"
import { departments, items, personas } from "./data.ts"
import type { Shared } from "./department.ts"
import { publicJwk, sandboxKeys, writeSecret } from "./keys.ts"
import type { SandboxKeys } from "./keys.ts"
import { installModern, modernClients, modernEntries } from "./modern/installation.ts"
import type { ModernFiles } from "./modern/installation.ts"
import { installOld, oldClients, oldEntries } from "./old/installation.ts"
import type { OldFiles } from "./old/installation.ts"
import { installOwn, ownClients } from "./own/installation.ts"
import type { OwnPortal } from "./own/installation.ts"

/** The files of one sandbox. */
export interface Sandbox {
  folder: string
  keys: SandboxKeys
  hub: { registry: string; personas: string; keys: string }
  modern: ModernFiles
  old: OldFiles
  csv: CsvFiles
}

/**
 * Lays out the sandbox in a folder. Keys and data are made once and kept; what follows from them and
 * the addresses is written anew at each start, so that a set-up that was cut half-way mends itself.
 *
 * @param own - a portal that is not ours to start, registered while this start lasts
 * @throws {StartFault} where its settings cannot be written
 */
export async function setUp(
  folder: string,
  addresses: Addresses,
  own?: OwnPortal,
): Promise<Sandbox> {
  const at = (...parts: string[]) => join(folder, ...parts)
  mkdirSync(at("keys"), { recursive: true, mode: 0o700 })
  const keys = await sandboxKeys(at("keys", "sandbox.json"))
  const shared: Shared = {
    keys,
    addresses,
    directory: at("directory.jws"),
    directoryRoot: at("directory-root.json"),
    keysFolder: at("keys"),
  }
  const hub = {
    registry: at("registry.json"),
    personas: at("personas.json"),
    keys: at("keys", "hub.json"),
  }

  if (own !== undefined) installOwn(own, shared)
  writeSecret(hub.registry, await registry(shared, own))
  writeSecret(hub.personas, { personas })
  writeSecret(hub.keys, { ...keys.hub, oidc: { keys: [keys.hub.oidc] } })
  writeSecret(shared.directory, await signDirectory(directory(shared), keys.directoryRoot))
  writeSecret(shared.directoryRoot, publicJwk(keys.directoryRoot))
  for (const [id, { assertion, sig }] of Object.entries(keys.clients)) {
    writeSecret(at("keys", `${id}-assertion.json`), assertion)
    writeSecret(at("keys", `${id}-sig.json`), sig)
  }
  return {
    folder,
    keys,
    hub,
    modern: await installModern(at("wjj"), shared),
    old: installOld(at("scjg"), shared),
    csv: await installCsv(at("zrzy"), shared),
  }
}

/** What a security administrator registers (protocol M0). */
const registry = async (shared: Shared, own: OwnPortal | undefined) => ({
  departments,
  clients: [
    ...(await modernClients(shared)),
    ...(await oldClients(shared)),
    ...(await csvClients(shared)),
    ...(own === undefined ? [] : ownClients(own, shared)),
  ],
  items,
  uploads: { department: "zwfw" },
})

const directory = (shared: Shared): DirectoryContent =>
  ({
    version: 1,
    entries: [...modernEntries(shared), ...oldEntries(shared), ...csvEntries(shared)],
    hub: {
      ticketKey: publicJwk(shared.keys.hub.ticket),
      logKey: publicJwk(shared.keys.hub.log),
      provenanceKey: publicJwk(shared.keys.hub.provenance),
    },
  }) as DirectoryContent
