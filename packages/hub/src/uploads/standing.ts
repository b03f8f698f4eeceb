import { createHash } from "node:crypto"
import { lengthOf, mostRecordBytes } from "./seal.ts"
import type { Opened, UploadKey } from "./seal.ts"

/** As much of a file's beginning as `file-type` judges by. */
const headBytes = 4_100

/** What stands of an upload: carried on from piece to piece, so that nothing is read again to finish it. */
export class Standing {
  /** Bytes of the object that were read or written. */
  stored = 0
  /** Bytes of the upload that they hold. */
  arrived = 0
  readonly #hash = createHash("sha256")
  #head = Buffer.alloc(0)

  /** The beginning of the file. */
  get head(): Buffer {
    return this.#head
  }

  /** SHA-256 of what has arrived, in hexadecimal. */
  digest(): string {
    return this.#hash.copy().digest("hex")
  }

  /** A record that follows in the object. One that another process wrote where something stands already counts for nothing. */
  pass({ at, bytes, stored }: Opened): void {
    this.stored += stored
    if (at === this.arrived) this.#take([bytes])
  }

  /** Seals what comes. Where the source breaks off, what came before is sealed first. */
  async *sealed(key: UploadKey, source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer[]> {
    for await (const chunks of inRecords(source)) {
      const record = key.seal(this.arrived, chunks)
      this.#take(chunks)
      this.stored += lengthOf(record)
      yield record
    }
  }

  #take(chunks: readonly Uint8Array[]): void {
    for (const chunk of chunks) this.#hash.update(chunk)
    if (this.#head.length < headBytes)
      this.#head = Buffer.concat([this.#head, ...chunks]).subarray(0, headBytes)
    this.arrived += lengthOf(chunks)
  }
}

/** Chunks of any size, gathered until they fill a record. */
async function* inRecords(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array[]> {
  let chunks: Uint8Array[] = []
  let filled = 0
  let broken: { error: unknown } | undefined
  try {
    for await (const chunk of source) {
      for (let rest = chunk; rest.length > 0;) {
        const part = rest.subarray(0, mostRecordBytes - filled)
        chunks.push(part)
        filled += part.length
        rest = rest.subarray(part.length)
        if (filled < mostRecordBytes) continue
        yield chunks
        chunks = []
        filled = 0
      }
    }
  } catch (error) {
    broken = { error }
  }
  if (filled > 0) yield chunks
  if (broken !== undefined) throw broken.error
}
