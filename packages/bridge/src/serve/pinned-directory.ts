import { readFileSync } from "node:fs"
import type { DatabaseSync } from "node:sqlite"
import { calculateJwkThumbprint } from "jose"
import type { JWK } from "jose"
import { DirectoryError, openDirectory } from "@tongban/sdk/directory"
import type { Directory } from "@tongban/sdk/directory"
import type { ServeConfig } from "../config.ts"
import { readKey, readPrivateKey } from "../config.ts"
import { BridgeFault, reasonOf } from "../fault.ts"

/** The directory, and this bridge's own address in it. */
export interface Pinned {
  directory: Directory
  url: string
}

/**
 * Reads the directory under the pinned root; never one older than what this bridge has seen.
 *
 * @throws {BridgeFault} where it does not verify, or does not name this bridge by its own key
 */
export async function pinnedDirectory(config: ServeConfig, state: DatabaseSync): Promise<Pinned> {
  const { file, rootKey } = config.directory
  const seen = state.prepare("SELECT version FROM directory WHERE id = 1").get()
  const atLeast = typeof seen?.["version"] === "number" ? seen["version"] : 0
  const directory = await opened(file, readKey(rootKey), atLeast)
  const url = await ownAddress(directory, config)
  state
    .prepare(
      "INSERT INTO directory (id, version) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET version = excluded.version",
    )
    .run(directory.version)
  return { directory, url }
}

async function opened(file: string, rootKey: JWK, atLeast: number): Promise<Directory> {
  let jws: string
  try {
    jws = readFileSync(file, "utf8")
  } catch (error) {
    throw new BridgeFault(
      `the directory ${file} cannot be read (${reasonOf(error)}); check serve.directory.file`,
    )
  }
  try {
    return await openDirectory(jws, rootKey, { atLeast })
  } catch (error) {
    if (error instanceof DirectoryError) throw new BridgeFault(`${file}: ${error.message}`)
    throw error
  }
}

/** A wrong key here would make every recipient refuse every paper: better said at the start. */
async function ownAddress(
  directory: Directory,
  { client, instance, key }: ServeConfig,
): Promise<string> {
  const own = directory.entryOf(client, instance)
  if (own?.url === undefined) {
    throw new BridgeFault(
      `the directory names no address for ${client}, instance ${instance}; have it entered and signed`,
    )
  }
  const thumbprint = await calculateJwkThumbprint(own.sig as JWK)
  if ((await calculateJwkThumbprint(readPrivateKey(key))) !== thumbprint) {
    throw new BridgeFault(
      `the key ${key} is not the one that the directory names for ${client}, instance ${instance}; name the right file in serve.key, or have the new key entered and signed`,
    )
  }
  return own.url
}
