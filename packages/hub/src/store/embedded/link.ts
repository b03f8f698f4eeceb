import { Duplex } from "node:stream"
import type { MessagePort } from "node:worker_threads"

/** PostgreSQL's Terminate message: a connection's end, which is not the database's. */
const terminate = "X".charCodeAt(0)

/** A connection to the worker, as the socket that `pg` expects. */
export class Link extends Duplex {
  readonly #port: MessagePort

  constructor(port: MessagePort) {
    super()
    this.#port = port
    port.on("message", (bytes: Uint8Array) => this.push(bytes))
    port.on("close", () => this.push(null))
  }

  // `pg` opens its socket itself.
  connect(): this {
    process.nextTick(() => this.emit("connect"))
    return this
  }

  override _read(): void {
    // Answers come by themselves.
  }

  override _write(bytes: Buffer, _: BufferEncoding, done: () => void): void {
    this.#send(bytes)
    done()
  }

  /** `pg` corks what belongs together: it travels, and is done, as one. */
  override _writev(parts: { chunk: Buffer }[], done: () => void): void {
    this.#send(Buffer.concat(parts.map(({ chunk }) => chunk)))
    done()
  }

  override _final(done: () => void): void {
    this.#port.close()
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#port.close()
    done(error)
  }

  // What a network's socket has besides; a thread needs none of it.
  setNoDelay(): this {
    return this
  }
  setKeepAlive(): this {
    return this
  }
  ref(): this {
    return this
  }
  unref(): this {
    return this
  }

  #send(bytes: Buffer): void {
    if (bytes[0] !== terminate) this.#port.postMessage(new Uint8Array(bytes))
  }
}
