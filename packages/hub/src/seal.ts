import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto"

const gcm = "aes-256-gcm"
const nonceBytes = 12
const tagBytes = 16

/** What was sealed is not as it was, or was sealed by another key or under another name. */
export class SealBroken extends Error {
  override readonly name = "SealBroken"
}

/** Seals bytes with AES-256-GCM: nonce ‖ ciphertext ‖ tag. `name` is authenticated with them. */
export function seal(key: Uint8Array, name: string, bytes: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(gcm, key, nonce).setAAD(Buffer.from(name))
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

/** @throws {SealBroken} where key, name or a single bit is another one */
export function unseal(key: Uint8Array, name: string, sealed: Uint8Array): Buffer {
  if (sealed.length < nonceBytes + tagBytes) throw new SealBroken("too short to be sealed")
  const decipher = createDecipheriv(gcm, key, sealed.subarray(0, nonceBytes))
    .setAAD(Buffer.from(name))
    .setAuthTag(sealed.subarray(-tagBytes))
  const bytes = decipher.update(sealed.subarray(nonceBytes, -tagBytes))
  try {
    return Buffer.concat([bytes, decipher.final()])
  } catch (cause) {
    throw new SealBroken("the seal does not hold", { cause })
  }
}
