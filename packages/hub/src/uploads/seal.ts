import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto"
import { seal, SealBroken, unseal } from "../seal.ts"

const gcm = "aes-256-gcm"
const nonceBytes = 12
const tagBytes = 16

/** What stands in the clear before a record: where it belongs, and how long it is. */
const headBytes = 12
/** What a record is longer by than what it holds. */
const overheadBytes = headBytes + nonceBytes + tagBytes
/** As much as a record holds: what has come and not been written yet, and what is read at once. */
export const mostRecordBytes = 256 * 1024

const derive = (secret: Uint8Array, use: string): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, "", `tongban upload ${use}`, 32))

/** A piece of an upload that was opened. */
export interface Opened {
  /** Where in the upload it belongs. */
  at: number
  bytes: Buffer
  /** How long its record is. */
  stored: number
}

/**
 * The key of one upload. It seals piece by piece, so that no file has to be in memory whole: each record is
 * `offset ‖ length ‖ nonce ‖ ciphertext ‖ tag` by AES-256-GCM, with the upload's id and the head authenticated
 * (decision 55).
 */
export class UploadKey {
  readonly #name: string
  readonly #secret: Uint8Array
  readonly #key: Buffer

  constructor(name: string, secret: Uint8Array) {
    this.#name = name
    this.#secret = secret
    this.#key = derive(secret, "records 2")
  }

  /** The record of a piece, in parts: nothing is copied. */
  seal(at: number, chunks: readonly Uint8Array[]): Buffer[] {
    const head = Buffer.alloc(headBytes)
    head.writeBigUInt64BE(BigInt(at))
    head.writeUInt32BE(lengthOf(chunks), 8)
    const nonce = randomBytes(nonceBytes)
    const cipher = createCipheriv(gcm, this.#key, nonce).setAAD(this.#named(head))
    const sealed = chunks.map((chunk) => cipher.update(chunk))
    cipher.final()
    return [head, nonce, ...sealed, cipher.getAuthTag()]
  }

  /** The records of a source, one by one. Ends before the first that is not whole, or not as it was sealed. */
  async *open(source: AsyncIterable<Uint8Array>): AsyncGenerator<Opened> {
    const read = inOrder(source)
    for (;;) {
      const head = await read(headBytes)
      if (head.length < headBytes) return
      const length = head.readUInt32BE(8)
      if (length > mostRecordBytes) return
      const sealed = await read(overheadBytes - headBytes + length)
      if (sealed.length < overheadBytes - headBytes + length) return
      const bytes = this.#opened(head, sealed)
      if (bytes === undefined) return
      yield { at: Number(head.readBigUInt64BE()), bytes, stored: overheadBytes + length }
    }
  }

  /** What was sealed whole, before version 2. @throws {SealBroken} where it is not as it was sealed */
  unsealWhole(sealed: Uint8Array): Buffer {
    return unseal(derive(this.#secret, "object"), this.#name, sealed)
  }

  /** Undefined where it is another upload's, at another place, or changed. */
  #opened(head: Buffer, sealed: Buffer): Buffer | undefined {
    const decipher = createDecipheriv(gcm, this.#key, sealed.subarray(0, nonceBytes))
      .setAAD(this.#named(head))
      .setAuthTag(sealed.subarray(-tagBytes))
    const bytes = decipher.update(sealed.subarray(nonceBytes, -tagBytes))
    try {
      decipher.final()
    } catch {
      // The tag tells nothing more than that.
      return undefined
    }
    return bytes
  }

  #named(head: Buffer): Buffer {
    return Buffer.concat([Buffer.from(this.#name), head])
  }
}

export const lengthOf = (chunks: readonly Uint8Array[]): number =>
  chunks.reduce((sum, { length }) => sum + length, 0)

/** Reads as many bytes as are asked for, and fewer at the end only. */
function inOrder(source: AsyncIterable<Uint8Array>): (bytes: number) => Promise<Buffer> {
  const chunks = source[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)
  return async (bytes) => {
    const taken: Buffer[] = []
    for (let missing = bytes; missing > 0;) {
      if (rest.length === 0) {
        const next = await chunks.next()
        if (next.done === true) break
        rest = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.length)
      }
      const part = rest.subarray(0, missing)
      taken.push(part)
      missing -= part.length
      rest = rest.subarray(part.length)
    }
    return taken.length === 1 && taken[0] !== undefined ? taken[0] : Buffer.concat(taken)
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
