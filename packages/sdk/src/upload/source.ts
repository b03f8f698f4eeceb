import { newSha256 } from "./sha256.ts"

/** What is uploaded: a file of a page, or bytes in their order, as a Node stream gives them. */
export type Uploadable = Blob | AsyncIterable<Uint8Array>

/** Read and hashed at once, where a resumed upload passes over what the other side has. */
const passOverBytes = 1024 * 1024

interface Piece {
  at: number
  bytes: Uint8Array
}

/** A piece as tus-js-client hands it to its HTTP stack. */
export interface SentPiece {
  size: number
  bytes: Uint8Array
}

/**
 * What is uploaded, read once from beginning to end and hashed as it is read. The piece that is on its way
 * is kept until the next is asked for, so that it can be sent again; the next is read meanwhile.
 */
export class HashedSource {
  readonly size: number
  readonly #file: Uploadable
  readonly #read: (bytes: number) => Promise<Uint8Array>
  readonly #hash = newSha256()
  #position = 0
  #current: Piece | undefined
  #ahead: Promise<Piece> | undefined
  #digest: Uint8Array | undefined

  constructor(file: Uploadable, size: number) {
    this.size = size
    this.#file = file
    this.#read = file instanceof Blob ? this.#ofBlob(file) : inOrder(file)
  }

  /** SHA-256 of the whole; undefined until its last byte was read. */
  get digest(): Uint8Array | undefined {
    return this.#digest
  }

  /** Called by tus-js-client, always from where the other side is. */
  async slice(start: number, end: number): Promise<{ value: SentPiece; done: boolean }> {
    const piece = await this.#pieceWith(start, end)
    const from = start - piece.at
    const bytes = piece.bytes.subarray(from, from + (end - start))
    if (this.#ahead === undefined && this.#position < this.size) {
      this.#ahead = this.#next(end - start)
      // Told to whoever asks for it.
      this.#ahead.catch(() => undefined)
    }
    return { value: { size: bytes.length, bytes }, done: start + bytes.length === this.size }
  }

  /** The digest of the whole, where the other side had more of it than was read here. */
  async readOn(): Promise<Uint8Array> {
    if (this.#ahead !== undefined) await this.#ahead
    while (this.#digest === undefined) await this.#next(passOverBytes)
    return this.#digest
  }

  /** Lets go of what is kept. */
  close(): void {
    this.#current = undefined
  }

  async #pieceWith(start: number, end: number): Promise<Piece> {
    for (;;) {
      const current = this.#current
      if (current !== undefined && start < current.at) return this.#again(start, end)
      if (current !== undefined && start < current.at + current.bytes.length) return current
      const before = start - this.#position
      const most = before > 0 ? Math.min(before, passOverBytes) : end - start
      const piece = this.#ahead ?? this.#next(most)
      this.#ahead = undefined
      this.#current = await piece
    }
  }

  /** The bytes that follow, hashed. */
  async #next(most: number): Promise<Piece> {
    const at = this.#position
    const bytes = await this.#read(Math.min(most, this.size - at))
    if (bytes.length === 0)
      throw new RangeError(`the file ends after ${at} bytes; ${this.size} were announced`)
    this.#hash.update(bytes)
    this.#position = at + bytes.length
    if (this.#position === this.size) this.#digest = this.#hash.digest()
    return { at, bytes }
  }

  /** From before the piece that is kept: the other side has lost what it had. */
  async #again(start: number, end: number): Promise<Piece> {
    if (this.#file instanceof Blob)
      return { at: start, bytes: await bytesOf(this.#file, start, end) }
    throw new RangeError(`byte ${start} is needed again, and a stream cannot go back; begin anew`)
  }

  #ofBlob(file: Blob) {
    return (most: number) => bytesOf(file, this.#position, this.#position + most)
  }
}

const bytesOf = async (file: Blob, start: number, end: number): Promise<Uint8Array> =>
  new Uint8Array(await file.slice(start, end).arrayBuffer())

/** Reads as many bytes as are asked for, and fewer at the end only. */
function inOrder(stream: AsyncIterable<Uint8Array>): (most: number) => Promise<Uint8Array> {
  const chunks = stream[Symbol.asyncIterator]()
  let rest: Uint8Array = new Uint8Array()
  return async (most) => {
    const bytes = new Uint8Array(most)
    let filled = 0
    while (filled < most) {
      if (rest.length === 0) {
        const next = await chunks.next()
        if (next.done === true) return bytes.subarray(0, filled)
        rest = next.value
      }
      const taken = rest.subarray(0, most - filled)
      bytes.set(taken, filled)
      filled += taken.length
      rest = rest.subarray(taken.length)
    }
    return bytes
  }
}
