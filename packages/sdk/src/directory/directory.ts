import { calculateJwkThumbprint, compactVerify, CompactSign } from "jose"
import type { JWK } from "jose"
import { DirectoryContent } from "@tongban/standards"
import type { DirectoryEntry } from "@tongban/standards"
import { signingKey } from "../client-auth/keys.ts"
import type { PrivateJwk } from "../client-auth/keys.ts"

const type = "tongban-directory+jwt"

/** A directory that does not verify, is older than one seen before, or is malformed. */
export class DirectoryError extends Error {
  override readonly name = "DirectoryError"
}

/** The directory of keys, as a bridge or recipient pins it (protocol M0). */
export interface Directory {
  readonly version: number
  /** The hub's keys for tickets, log promises and what it gives out itself. */
  readonly hub: DirectoryContent["hub"]
  /** An active client, and instance where one is named. */
  entryOf(client: string, instance?: string): DirectoryEntry | undefined
  /** The active entry whose `sig` key has this RFC 7638 thumbprint. */
  byThumbprint(jkt: string): DirectoryEntry | undefined
}

/** Signs a directory with the offline root. */
export async function signDirectory(
  content: DirectoryContent,
  rootKey: PrivateJwk,
): Promise<string> {
  const payload = new TextEncoder().encode(JSON.stringify(DirectoryContent.parse(content)))
  return new CompactSign(payload)
    .setProtectedHeader({ alg: "ES256", typ: type })
    .sign(await signingKey(rootKey))
}

/**
 * Opens a signed directory against the pinned root key.
 *
 * @param options - `atLeast`: the highest version seen so far; a lower one is refused
 * @throws {DirectoryError} naming what does not hold
 */
export async function openDirectory(
  jws: string,
  rootKey: JWK,
  options: { atLeast?: number } = {},
): Promise<Directory> {
  const { atLeast = 0 } = options
  const content = await verified(jws.trim(), rootKey)
  if (content.version < atLeast) {
    throw new DirectoryError(
      `the directory's version ${content.version} is older than ${atLeast}, which was seen before; fetch the newest one`,
    )
  }
  const active = content.entries.filter(({ status }) => status === "active")
  const byKey = new Map<string, DirectoryEntry>()
  for (const entry of active) byKey.set(await calculateJwkThumbprint(entry.sig as JWK), entry)
  return {
    version: content.version,
    hub: content.hub,
    entryOf: (client, instance) =>
      active.find(
        (entry) =>
          entry.client === client && (instance === undefined || entry.instance === instance),
      ),
    byThumbprint: (jkt) => byKey.get(jkt),
  }
}

async function verified(jws: string, rootKey: JWK): Promise<DirectoryContent> {
  try {
    const { payload, protectedHeader } = await compactVerify(jws, rootKey, {
      algorithms: ["ES256"],
    })
    if (protectedHeader.typ !== type) throw new Error(`its type is not ${type}`)
    return DirectoryContent.parse(JSON.parse(new TextDecoder().decode(payload)))
  } catch (error) {
    throw new DirectoryError(
      "the directory is not signed by the pinned root key, or is malformed; fetch it anew and compare the root key",
      { cause: error },
    )
  }
}
