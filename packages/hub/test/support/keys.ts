import { exportJWK, generateKeyPair } from "jose"
import type { PrivateJwk } from "@tongban/sdk/client-auth"

/** A new key for signatures and proofs. */
export async function newKey(): Promise<PrivateJwk> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true })
  return (await exportJWK(privateKey)) as PrivateJwk
}
