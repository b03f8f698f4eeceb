import { randomUUID } from "node:crypto"
import { exportJWK, generateKeyPair } from "jose"
import type { JWK } from "jose"

export interface KeyPair {
  /** With `d`. */
  own: JWK & { kty: string; kid: string }
  public: { kty: "EC"; crv: "P-256"; x: string; y: string; kid: string }
}

/** A fresh EC P-256 pair, as the keys of the directory are. */
export async function newKeys(): Promise<KeyPair> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true })
  const { kty, crv, x = "", y = "", d = "" } = await exportJWK(privateKey)
  if (kty !== "EC" || crv !== "P-256") throw new Error("ES256 is on P-256")
  const shown = { kty, crv, x, y, kid: randomUUID() } as const
  return { own: { ...shown, d }, public: shown }
}
