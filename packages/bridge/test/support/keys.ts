import { randomUUID } from "node:crypto"
import { exportJWK, generateKeyPair } from "jose"
import type { PrivateJwk } from "@tongban/sdk/client-auth"

export interface KeyPair {
  /** With `d`. */
  own: PrivateJwk & { kid: string }
  public: { kty: "EC"; crv: "P-256"; x: string; y: string; kid: string }
}

/** A fresh EC P-256 pair, as the keys of the directory are. */
export async function newKeys(): Promise<KeyPair> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true })
  const { x = "", y = "", d = "" } = await exportJWK(privateKey)
  const shown = { kty: "EC", crv: "P-256", x, y, kid: randomUUID() } as const
  return { own: { ...shown, d }, public: shown }
}
