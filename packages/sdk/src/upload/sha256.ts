import { sha256 } from "@noble/hashes/sha2.js"

/** A SHA-256 that is fed piece by piece. */
export interface Sha256 {
  update(bytes: Uint8Array): unknown
  digest(): Uint8Array
}

interface NodeProcess {
  getBuiltinModule?(name: "node:crypto"): { createHash(name: "sha256"): Sha256 }
}

/** The processor's own on Node; in a page WebCrypto hashes nothing piece by piece. */
export function newSha256(): Sha256 {
  const { process } = globalThis as { process?: NodeProcess }
  return process?.getBuiltinModule?.("node:crypto").createHash("sha256") ?? sha256.create()
}
