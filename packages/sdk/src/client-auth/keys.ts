import { importJWK } from "jose"
import type { JWK, JWK_EC_Private } from "jose"

/** A private EC P-256 key as JWK, for ES256 or ECDH-ES. */
export type PrivateJwk = JWK_EC_Private & { kty: "EC"; crv: "P-256"; kid?: string }

/** The public half of a key, with nothing else of it. */
export const publicHalf = ({ kty, crv, x, y, kid }: PrivateJwk): JWK => ({
  kty,
  crv,
  x,
  y,
  ...(kid !== undefined && { kid }),
})

/** A signing key as WebCrypto wants it. */
export async function signingKey(jwk: PrivateJwk): Promise<CryptoKey> {
  const key = await importJWK(jwk, "ES256")
  if (key instanceof Uint8Array)
    throw new TypeError("a signing key must be an EC P-256 private JWK")
  return key
}

/** The pair that oauth4webapi's DPoP handle wants; its public half is extractable. */
export async function keyPair(jwk: PrivateJwk): Promise<CryptoKeyPair> {
  const publicKey = await importJWK(publicHalf(jwk), "ES256", { extractable: true })
  if (publicKey instanceof Uint8Array) throw new TypeError("a DPoP key must be an EC P-256 JWK")
  return { privateKey: await signingKey(jwk), publicKey }
}
