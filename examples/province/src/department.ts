import { calculateJwkThumbprint } from "jose"
import type { JWK } from "jose"
import type { DirectoryContent } from "@tongban/sdk/directory"
import type { Addresses } from "./addresses.ts"
import type { ClientId, SandboxKeys } from "./keys.ts"
import { publicJwk } from "./keys.ts"

/** The files that every department is given: by the directory's keeper, and by the security administrator. */
export interface Shared {
  keys: SandboxKeys
  addresses: Addresses
  directory: string
  directoryRoot: string
  /** Where a client's keys lie: `<folder>/<client>-assertion.json`, `<client>-sig.json`. */
  keysFolder: string
}

/** What a security administrator registers of a client (protocol M0). */
export interface RegistryClient {
  id: string
  department: string
  kind: "portal" | "redeem" | "sync" | "serve" | "register"
  transport?: "https" | "http"
  itemCodes?: readonly string[]
  origins?: readonly string[]
  returnUris?: readonly string[]
  redeemedBy?: ClientId
  releaseKey?: string
  sealTo?: JWK
  instance?: string
}

/** A client as the registry takes it, with the key of its own, or of another one of its department. */
export const registered = (
  client: RegistryClient,
  { clients }: SandboxKeys,
  own = client.id as ClientId,
) => ({
  transport: "http",
  itemCodes: [],
  ...client,
  jwks: { keys: [publicJwk(clients[own].assertion)] },
})

/** A portal is registered by its exact origin. */
export const portalAt = (origin: string) => ({
  origins: [origin],
  returnUris: [`${origin}/tongban/callback`],
})

/** A redeem client's keys: only who holds the release key redeems (protocol §0.5), uploads are sealed to the other. */
export const releaseKeysOf = async ({ clients }: SandboxKeys, client: ClientId) => ({
  releaseKey: await calculateJwkThumbprint(clients[client].sig),
  sealTo: publicJwk(clients[client].enc),
})

/** What a portal's operator writes of it: its client's keys, and the directory of those who serve. */
export const redeemSettings = (
  { keys: { clients }, directory, directoryRoot }: Shared,
  clientId: ClientId,
) => ({
  clientId,
  assertionKey: clients[clientId].assertion,
  releaseKey: clients[clientId].sig,
  decryptionKey: clients[clientId].enc,
  directory,
  directoryRoot,
})

/** What the keeper of the directory signs of a client: its two keys, and where it serves. */
export const directoryEntry = (
  { clients }: SandboxKeys,
  entry: { department: string; client: ClientId; instance: string; url?: string },
): DirectoryContent["entries"][number] =>
  ({
    ...entry,
    sig: publicJwk(clients[entry.client].sig),
    enc: publicJwk(clients[entry.client].enc),
    status: "active",
  }) as DirectoryContent["entries"][number]
