import { createHash } from "node:crypto"
import canonicalize from "canonicalize"

/** SHA-256 of the parts one after the other, hexadecimal. */
export function sha256(...parts: (string | Uint8Array)[]): string {
  const hash = createHash("sha256")
  for (const part of parts) hash.update(part)
  return hash.digest("hex")
}

/** JSON in the one form that RFC 8785 (JCS) gives it. */
export function canonical(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError("only JSON has a canonical form")
  return text
}
