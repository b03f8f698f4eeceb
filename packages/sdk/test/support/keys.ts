import { calculateJwkThumbprint, exportJWK, generateKeyPair } from "jose"
import type { PrivateJwk } from "@tongban/sdk/client-auth"

export async function newKey(): Promise<PrivateJwk> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true })
  const jwk = await exportJWK(privateKey)
  return { ...jwk, kid: await calculateJwkThumbprint(jwk) } as PrivateJwk
}

export const publicOf = ({ crv, x, y, kid = "" }: PrivateJwk) => ({
  kty: "EC" as const,
  crv,
  x,
  y,
  kid,
})
