import { hkdfSync, randomBytes } from "node:crypto"
import { sha256 } from "./hash.ts"

/** 32 random bytes in base64url: 43 characters. */
export const newSecret = (): string => randomBytes(32).toString("base64url")

/** What is stored of a secret. */
export const hashOfSecret = (secret: string): string => sha256(secret)

/** A key of its own for one use, made from another secret (HKDF, RFC 5869). */
export const derivedKey = (secret: Uint8Array, use: string): Uint8Array =>
  new Uint8Array(hkdfSync("sha256", secret, "", `tongban ${use}`, 32))
