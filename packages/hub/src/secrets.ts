import { createHash, randomBytes } from "node:crypto"

/** 32 random bytes in base64url: 43 characters. */
export const newSecret = (): string => randomBytes(32).toString("base64url")

/** What is stored of a secret. */
export const hashOfSecret = (secret: string): string =>
  createHash("sha256").update(secret).digest("hex")
