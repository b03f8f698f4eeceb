import { createServer } from "node:net"
import type { AddressInfo, Server, Socket } from "node:net"

/** A request, as it came. */
export interface Asked {
  method: string
  path: string
  headers: Headers
  body: string
}

/** What becomes of a request, byte by byte: another system's misbehaviour, written on the bare socket. */
export type Behaviour = (socket: Socket, asked: Asked) => void

/** A server that answers as badly as it is told to, and counts what it was made to do. */
export class FaultServer {
  readonly asked: Asked[] = []
  /** The keys under which each path was written to: each is one effect. */
  readonly effects = new Map<string, Set<string>>()
  readonly #tries = new Map<string, number>()
  readonly #sockets = new Set<Socket>()
  readonly #server: Server
  readonly #behave: (asked: Asked, nth: number) => Behaviour

  private constructor(behave: (asked: Asked, nth: number) => Behaviour) {
    this.#behave = behave
    this.#server = createServer((socket) => {
      this.#sockets.add(socket)
      socket.on("close", () => this.#sockets.delete(socket))
      // The client hangs up when it has had enough.
      socket.on("error", () => socket.destroy())
      this.#read(socket)
    })
  }

  /** @param behave - by the request, and which try of its path it is */
  static async start(behave: (asked: Asked, nth: number) => Behaviour): Promise<FaultServer> {
    const server = new FaultServer(behave)
    await new Promise<void>((listening) => {
      server.#server.listen(0, "127.0.0.1", listening)
    })
    return server
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    return new Promise((closed) => {
      this.#server.close(() => {
        closed()
      })
    })
  }

  #read(socket: Socket): void {
    let bytes = Buffer.alloc(0)
    socket.on("data", (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk])
      const headEnd = bytes.indexOf("\r\n\r\n")
      if (headEnd < 0) return
      const [line = "", ...lines] = bytes.subarray(0, headEnd).toString("latin1").split("\r\n")
      const headers = new Headers(lines.map((each) => halves(each, ":")))
      const length = Number(headers.get("content-length") ?? 0)
      const body = bytes.subarray(headEnd + 4)
      if (body.length < length) return
      bytes = Buffer.alloc(0)
      const [method = "", path = ""] = line.split(" ")
      this.#answer(socket, { method, path, headers, body: body.toString() })
    })
  }

  #answer(socket: Socket, asked: Asked): void {
    const { method, path, headers } = asked
    this.asked.push(asked)
    const nth = (this.#tries.get(path) ?? 0) + 1
    this.#tries.set(path, nth)
    if (method !== "GET") {
      const keys = this.effects.get(path) ?? new Set()
      this.effects.set(path, keys.add(headers.get("idempotency-key") ?? `no key, try ${nth}`))
    }
    this.#behave(asked, nth)(socket, asked)
  }
}

function halves(text: string, at: string): [string, string] {
  const index = text.indexOf(at)
  return [text.slice(0, index), text.slice(index + 1).trim()]
}

/** A whole answer as it stands on the wire. The connection ends with it. */
export function answerBytes(
  status: number,
  headers: Record<string, string>,
  body: string | Uint8Array,
  { withLength = true }: { withLength?: boolean } = {},
): Buffer {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body
  const lines = [
    `HTTP/1.1 ${status} X`,
    ...(withLength ? [`content-length: ${bytes.length}`] : []),
    "connection: close",
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ]
  return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`), bytes])
}

/** Says it all, and hangs up. */
export const says =
  (bytes: Uint8Array): Behaviour =>
  (socket) => {
    socket.end(bytes)
  }

/** Says this many bytes and hangs up, in good order or without. */
export const cutAt =
  (bytes: Uint8Array, at: number, { reset = false } = {}): Behaviour =>
  (socket) => {
    socket.write(bytes.subarray(0, at), () => {
      if (reset) socket.resetAndDestroy()
      else socket.end()
    })
    if (at === 0) socket.destroy()
  }

/** Says this many bytes, and then nothing, without hanging up. */
export const hangsAt =
  (bytes: Uint8Array, at: number): Behaviour =>
  (socket) => {
    socket.write(bytes.subarray(0, at))
  }

/** A byte now and then, for ever: slow loris. */
export const trickles =
  (bytes: Uint8Array, everyMs: number): Behaviour =>
  (socket) => {
    let at = 0
    const timer = setInterval(() => {
      socket.write(bytes.subarray(at, at + 1))
      at = Math.min(at + 1, bytes.length - 1)
    }, everyMs)
    socket.on("close", () => {
      clearInterval(timer)
    })
  }

/** Never stops. */
export const floods =
  (head: Uint8Array): Behaviour =>
  (socket) => {
    const block = Buffer.alloc(256 * 1024, 0x20)
    socket.write(head)
    const more = () => {
      while (socket.writable && socket.write(block));
    }
    socket.on("drain", more)
    more()
  }
