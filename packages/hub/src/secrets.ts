import { randomBytes } from "node:crypto"
import { sha256 } from "./hash.ts"

/** 32 random bytes in base64url: 43 characters. */
export const newSecret = (): string => randomBytes(32).toString("base64url")

/** What is stored of a secret. */
export const hashOfSecret = (secret: string): string => sha256(secret)
