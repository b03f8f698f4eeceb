import { randomBytes } from "node:crypto"
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { isDeepStrictEqual } from "node:util"
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from "jose"
import type { JWK } from "jose"
import type { PrivateJwk } from "@tongban/sdk/client-auth"

/** A client's keys: `assertion` logs it in; `sig` binds its tokens and signs; papers are sealed to `enc`. */
export interface ClientKeys {
  assertion: PrivateJwk
  sig: PrivateJwk
  enc: PrivateJwk
}

export const clientIds = [
  "scjg-portal",
  "scjg-redeem",
  "scjg-sync",
  "wjj-portal",
  "wjj-redeem",
  "wjj-sync",
  "wjj-serve",
  "wjj-register",
  "zrzy-serve",
  "zrzy-register",
  "zrzy-sync",
  "zrzy-portal",
  "zrzy-redeem",
  "own-portal",
] as const
export type ClientId = (typeof clientIds)[number]

/** Every secret of the sandbox. In a real province each lies with its owner, and the root lies offline. */
export interface SandboxKeys {
  clients: Record<ClientId, ClientKeys>
  hub: {
    oidc: PrivateJwk
    ticket: PrivateJwk
    log: PrivateJwk
    provenance: PrivateJwk
    uploads: string[]
    cookies: string[]
    match: string
    pairwise: string
  }
  directoryRoot: PrivateJwk
  /** The cookie keys of each portal. */
  cookies: { csv: string; old: string; modern: string; own: string }
}

/** What a folder holds: of an older version, not every key. */
type Kept = {
  [K in keyof SandboxKeys]?: SandboxKeys[K] extends PrivateJwk
    ? SandboxKeys[K]
    : Partial<SandboxKeys[K]>
}

/** The sandbox's keys: each made once and kept; what an older version did not know is added. */
export async function sandboxKeys(file: string): Promise<SandboxKeys> {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Kept) : {}
  const clients = {} as Record<ClientId, ClientKeys>
  for (const id of clientIds) clients[id] = { ...(await newClientKeys()), ...kept.clients?.[id] }
  const keys: SandboxKeys = {
    clients: { ...kept.clients, ...clients },
    hub: { ...(await newHubKeys()), ...kept.hub },
    directoryRoot: kept.directoryRoot ?? (await newKey()),
    cookies: {
      csv: cookieKey(),
      old: cookieKey(),
      modern: cookieKey(),
      own: cookieKey(),
      ...kept.cookies,
    },
  }
  if (!isDeepStrictEqual(keys, kept)) writeSecret(file, keys)
  return keys
}

const newClientKeys = async (): Promise<ClientKeys> => ({
  assertion: await newKey(),
  sig: await newKey(),
  enc: await newKey(),
})

const newHubKeys = async (): Promise<SandboxKeys["hub"]> => ({
  oidc: await newKey(),
  ticket: await newKey(),
  log: await newKey(),
  provenance: await newKey(),
  uploads: [secret()],
  cookies: [secret()],
  match: secret(),
  pairwise: secret(),
})

/** Writes a file for its owner's eyes only; a cut in between leaves the old one. */
export function writeSecret(file: string, value: unknown): void {
  const text = typeof value === "string" ? value : `${JSON.stringify(value, null, 2)}\n`
  writeFileSync(`${file}.new`, text, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

export const publicJwk = ({ kty, crv, x, y, kid }: PrivateJwk) => ({ kty, crv, x, y, kid }) as JWK

/** A new signing key, named by its thumbprint. */
export async function newKey(): Promise<PrivateJwk> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true })
  const jwk = await exportJWK(privateKey)
  return { ...jwk, kid: await calculateJwkThumbprint(jwk) } as PrivateJwk
}

const cookieKey = (): string => `k1:${secret()}`

const secret = (): string => randomBytes(32).toString("base64url")
