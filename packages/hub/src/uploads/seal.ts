import { createCipheriv, hkdfSync, randomBytes } from "node:crypto"
import { seal, SealBroken, unseal } from "../seal.ts"

const blockBytes = 16

const derive = (secret: Uint8Array, use: string): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, "", `tongban upload ${use}`, 32))

/** The key of one upload: sealed while it comes, and sealed anew as a whole once it is there. */
export class UploadKey {
  readonly #name: string
  readonly #secret: Uint8Array

  constructor(name: string, secret: Uint8Array) {
    this.#name = name
    this.#secret = secret
  }

  /**
   * Enciphers, or deciphers, what comes at an offset: AES-256-CTR, so that the sealed file is as long as
   * what has come of it. The key is this upload's alone, so counting begins at 0.
   */
  stream(offset: number): (chunk: Uint8Array) => Buffer {
    const counter = Buffer.alloc(blockBytes)
    counter.writeBigUInt64BE(BigInt(Math.floor(offset / blockBytes)), blockBytes - 8)
    const cipher = createCipheriv("aes-256-ctr", derive(this.#secret, "incoming"), counter)
    cipher.update(Buffer.alloc(offset % blockBytes))
    return (chunk) => cipher.update(chunk)
  }

  seal(bytes: Uint8Array): Buffer {
    return seal(derive(this.#secret, "object"), this.#name, bytes)
  }

  /** @throws {SealBroken} where the object is not as it was sealed, or is another upload's */
  unseal(sealed: Uint8Array): Buffer {
    return unseal(derive(this.#secret, "object"), this.#name, sealed)
  }
}

/** Wraps the keys of uploads by a key of the hub's key file: the database alone opens nothing. */
export interface KeyWrap {
  /** A new key for the upload, and what the database keeps of it. */
  newKey(name: string): string
  /** @throws {Error} where no key of the key file opens it */
  open(name: string, wrapped: string): UploadKey
}

/** @param secrets - the first wraps, all open: so that one can be replaced */
export function keyWrap(secrets: readonly string[]): KeyWrap {
  const keys = secrets.map((secret) => derive(Buffer.from(secret, "base64url"), "wrap"))
  return {
    newKey(name) {
      const [first] = keys
      if (first === undefined) throw new Error("the hub has no key that wraps uploads")
      return seal(first, name, randomBytes(32)).toString("base64url")
    },
    open(name, wrapped) {
      const sealed = Buffer.from(wrapped, "base64url")
      for (const key of keys) {
        try {
          return new UploadKey(name, unseal(key, name, sealed))
        } catch (error) {
          // Wrapped by another of the keys.
          if (!(error instanceof SealBroken)) throw error
        }
      }
      throw new Error(
        "an upload's key opens with none of the key file's `uploads` keys; put the older one back beside the new one",
      )
    },
  }
}
