import { handshakeDeadlineMs, isPortOffer, readToSurface } from "@tongban/sdk/machines"
import type { FromSurface, Hello, ToSurface } from "@tongban/sdk/machines"

export interface PortLinkOptions {
  surface: string
  /** The portal's origin, as the hub wrote it into the page. */
  portalOrigin: string
  onMessage(message: ToSurface): void
  /** Nobody answered within 10 seconds. */
  onSilence(): void
}

/** The frame's end of the port (protocol M4): greets the portal, takes exactly one port, once. */
export class PortLink {
  readonly #options: PortLinkOptions
  readonly #nonce = randomWord()
  readonly #hear = (event: MessageEvent) => {
    this.#offered(event)
  }
  #port: MessagePort | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: PortLinkOptions) {
    this.#options = options
  }

  /** Greets, where the page really stands in a frame of the portal. Answers whether it does. */
  greet(): boolean {
    const { surface, portalOrigin, onSilence } = this.#options
    if (window === top || !isHeldBy(portalOrigin)) return false
    addEventListener("message", this.#hear)
    const hello: Hello = { tongban: "hello", v: 1, surface, nonce: this.#nonce }
    parent.postMessage(hello, portalOrigin)
    this.#timer = setTimeout(onSilence, handshakeDeadlineMs)
    return true
  }

  send(message: FromSurface): void {
    this.#port?.postMessage(message)
  }

  #offered({ data, origin, source, ports }: MessageEvent): void {
    const { surface, portalOrigin, onMessage } = this.#options
    if (this.#port !== undefined || source !== parent || origin !== portalOrigin) return
    if (!isPortOffer(data, surface) || data.nonce !== this.#nonce) return
    const [port] = ports
    if (port === undefined || ports.length !== 1) return

    clearTimeout(this.#timer)
    removeEventListener("message", this.#hear)
    this.#port = port
    const read = readToSurface()
    port.onmessage = ({ data: message }) => {
      const known = read(message)
      if (known !== undefined) onMessage(known)
    }
  }
}

/** Chromium tells who holds the frame; where the browser doesn't, `frame-ancestors` has seen to it. */
function isHeldBy(portalOrigin: string): boolean {
  const ancestors = (location as { ancestorOrigins?: DOMStringList }).ancestorOrigins
  return ancestors === undefined || (ancestors.length === 1 && ancestors[0] === portalOrigin)
}

/** 128 random bits; `randomUUID` is absent on plain http and old browsers. */
export function randomWord(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("")
}
