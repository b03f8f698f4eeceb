import { handshakeDeadlineMs, isHello, readFromSurface } from "./port.ts"
import type { FromSurface, PortOffer, ToSurface } from "./port.ts"

/** What the shell's end of the port is made with. */
export interface SurfaceHostOptions {
  surface: string
  /** The hub's origin: the only one that is spoken to. */
  hubOrigin: string
  /** The frame's window, as soon as there is one. */
  frame(): Window | null | undefined
  /** What a frame is told first, also one that has loaded again. */
  greeting(): ToSurface[]
  /** Called with each message of the frame that passes the filter. */
  onMessage(message: FromSurface): void
  /** Called when the frame has not said hello within 10 seconds; it still may. */
  onSilence(): void
}

/** The shell's end of the port (protocol M4): listens for the frame's hello and answers it with one port. */
export class SurfaceHost {
  readonly #options: SurfaceHostOptions
  readonly #hear = (event: MessageEvent) => {
    this.#greeted(event)
  }
  readonly #timer: ReturnType<typeof setTimeout>
  #port: MessagePort | undefined

  constructor(options: SurfaceHostOptions) {
    this.#options = options
    addEventListener("message", this.#hear)
    this.#timer = setTimeout(options.onSilence, handshakeDeadlineMs)
  }

  /** Sends a message; one for a frame that is not there yet stands in its greeting. */
  send(message: ToSurface): void {
    this.#port?.postMessage(message)
  }

  /** Stops listening and closes the port. */
  close(): void {
    clearTimeout(this.#timer)
    removeEventListener("message", this.#hear)
    this.#port?.close()
    this.#port = undefined
  }

  #greeted(event: MessageEvent): void {
    const { surface, hubOrigin, frame, greeting, onMessage } = this.#options
    const source = frame()
    if (event.origin !== hubOrigin || source == null || event.source !== source) return
    if (!isHello(event.data, surface)) return

    clearTimeout(this.#timer)
    // A second hello is a reload of the frame: the old port dies.
    this.#port?.close()
    const { port1, port2 } = new MessageChannel()
    const read = readFromSurface()
    port1.onmessage = ({ data }) => {
      const message = read(data)
      if (message !== undefined) onMessage(message)
    }
    this.#port = port1
    const offer: PortOffer = { tongban: "port", v: 1, surface, nonce: event.data.nonce }
    source.postMessage(offer, hubOrigin, [port2])
    for (const message of greeting()) port1.postMessage(message)
  }
}
