import { newSha256 } from "./sha256.ts"

/** A file that is open on Node: a `FileHandle` of `node:fs/promises` is such. */
export interface OpenFile {
  /** Reads from a place of the file into a buffer. */
  read(
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ bytesRead: number }>
}

/** What is uploaded: a file of a page, an open file on Node, or bytes in their order, as a stream gives them. */
export type Uploadable = Blob | OpenFile | AsyncIterable<Uint8Array>

/** The most that is held of a piece. A larger one is read as it goes. */
export const mostHeldBytes = 8 * 1024 * 1024
/** Read at once, where nothing is held; and the end of a file, which is held so that its digest goes before it. */
const readBytes = 256 * 1024

interface Piece {
  at: number
  bytes: Uint8Array
}

/** A piece as tus-js-client hands it to its HTTP stack. */
export interface SentPiece {
  size: number
  /** What is held, or what is read while it goes; tells how much has been read. */
  body(onRead: (bytes: number) => void): Uint8Array | ReadableStream<Uint8Array>
}

type ReadAt = (at: number, most: number) => Promise<Uint8Array>

/**
 * What is uploaded, hashed as it is read, once from beginning to end. A stream cannot go back: its piece that
 * is on its way is held until the next is asked for, so that it can be sent again. Of a file, no more than
 * is just read.
 */
export class HashedSource {
  readonly size: number
  readonly #readAt: ReadAt | undefined
  readonly #read: ReadAt
  readonly #hash = newSha256()
  /** Hashed up to here. */
  #position = 0
  #current: Piece | undefined
  #ahead: Promise<Piece> | undefined
  #digest: Uint8Array | undefined
  /** Why the file itself could not be read while a piece of it was on its way. */
  fault: unknown

  constructor(file: Uploadable, size: number) {
    this.size = size
    this.#readAt = readerOf(file)
    this.#read = this.#readAt ?? inOrder(file as AsyncIterable<Uint8Array>)
  }

  /** Whether it can be read again, so that nothing has to be held. */
  get canGoBack(): boolean {
    return this.#readAt !== undefined
  }

  /** SHA-256 of the whole; undefined until its last byte was read. */
  get digest(): Uint8Array | undefined {
    return this.#digest
  }

  /** Called by tus-js-client, always from where the other side is. */
  async slice(start: number, end: number): Promise<{ value: SentPiece; done: boolean }> {
    if (this.#readAt !== undefined && this.#ahead === undefined && end - start > mostHeldBytes)
      return this.#flowing(start, Math.min(end, this.size - readBytes))
    const piece = await this.#pieceWith(start, Math.min(end, start + mostHeldBytes))
    const from = start - piece.at
    const bytes = piece.bytes.subarray(from, from + (end - start))
    if (this.#ahead === undefined && end - start <= mostHeldBytes && this.#position < this.size) {
      this.#ahead = this.#next(end - start)
      // Told to whoever asks for it.
      this.#ahead.catch(() => undefined)
    }
    const { length: size } = bytes
    return { value: { size, body: () => bytes }, done: start + size === this.size }
  }

  /** The digest of the whole, where the other side had more of it than was read here. */
  async readOn(): Promise<Uint8Array> {
    if (this.#ahead !== undefined) await this.#ahead
    while (this.#digest === undefined) await this.#next(readBytes)
    return this.#digest
  }

  /** Lets go of what is held. */
  close(): void {
    this.#current = undefined
  }

  /** Read while it goes: begun again, it is read again, and not hashed twice. */
  async #flowing(start: number, end: number): Promise<{ value: SentPiece; done: boolean }> {
    this.#current = undefined
    while (this.#position < start) await this.#next(Math.min(readBytes, start - this.#position))
    const body = (onRead: (bytes: number) => void) => {
      let at = start
      const pull = async (line: ReadableStreamDefaultController<Uint8Array>) => {
        const bytes = await this.#from(at, Math.min(readBytes, end - at)).catch(
          (error: unknown) => {
            this.fault = error
            throw error
          },
        )
        at += bytes.length
        onRead(at - start)
        line.enqueue(bytes)
        if (at === end) line.close()
      }
      return new ReadableStream<Uint8Array>({ pull }, { highWaterMark: 1 })
    }
    return { value: { size: end - start, body }, done: false }
  }

  async #pieceWith(start: number, end: number): Promise<Piece> {
    for (;;) {
      const current = this.#current
      if (current !== undefined && start < current.at) return this.#again(start, end)
      if (current !== undefined && start < current.at + current.bytes.length) return current
      if (this.#ahead === undefined && start < this.#position) return this.#again(start, end)
      const before = start - this.#position
      const most = before > 0 ? Math.min(before, readBytes) : end - start
      const piece = this.#ahead ?? this.#next(most)
      this.#ahead = undefined
      this.#current = await piece
    }
  }

  /** The bytes that follow. */
  async #next(most: number): Promise<Piece> {
    const at = this.#position
    return { at, bytes: await this.#from(at, Math.min(most, this.size - at)) }
  }

  /** From before what is held: the other side has lost what it had. */
  async #again(start: number, end: number): Promise<Piece> {
    if (this.#readAt !== undefined)
      return { at: start, bytes: await this.#from(start, end - start) }
    throw new RangeError(`byte ${start} is needed again, and a stream cannot go back; begin anew`)
  }

  /** Reads, and hashes what was not hashed before. */
  async #from(at: number, most: number): Promise<Uint8Array> {
    const bytes = await this.#read(at, most)
    if (bytes.length === 0)
      throw new RangeError(`the file ends after ${at} bytes; ${this.size} were announced`)
    const end = at + bytes.length
    if (end > this.#position) {
      this.#hash.update(at === this.#position ? bytes : bytes.subarray(this.#position - at))
      this.#position = end
      if (end === this.size) this.#digest = this.#hash.digest()
    }
    return bytes
  }
}

/** Undefined for what cannot be read twice. */
function readerOf(file: Uploadable): ReadAt | undefined {
  if (file instanceof Blob)
    return async (at, most) => new Uint8Array(await file.slice(at, at + most).arrayBuffer())
  if (!("read" in file) || typeof file.read !== "function" || Symbol.asyncIterator in file)
    return undefined
  return async (at, most) => {
    const bytes = newBuffer(most)
    const { bytesRead } = await file.read(bytes, 0, most, at)
    return bytes.subarray(0, bytesRead)
  }
}

/** Not cleared first, where Node can: nothing of it is given on but what was read into it. */
const newBuffer = (bytes: number): Uint8Array =>
  (globalThis as { Buffer?: NodeBuffer }).Buffer?.allocUnsafeSlow(bytes) ?? new Uint8Array(bytes)

interface NodeBuffer {
  allocUnsafeSlow(bytes: number): Uint8Array
}

/** Reads as many bytes as are asked for, and fewer at the end only. */
function inOrder(stream: AsyncIterable<Uint8Array>): ReadAt {
  const chunks = stream[Symbol.asyncIterator]()
  let rest: Uint8Array = new Uint8Array()
  return async (_, most) => {
    const bytes = newBuffer(most)
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
