import { EventEmitter, once } from "node:events"
import { createServer } from "node:http"
import type { IncomingHttpHeaders, ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"
import type { HubEvent } from "@tongban/standards"

/** What a webhook's server got. */
export interface Received {
  headers: IncomingHttpHeaders
  body: string
  event: HubEvent
}

/** Answers one message: a status, or whatever the test does with the response. */
export type Answering = (
  received: Received,
  response: ServerResponse,
) => number | Promise<number | undefined>

/** A department's server that webhooks go to. */
export class Receiver {
  readonly url: string
  readonly received: Received[] = []
  answering: Answering = () => 204
  readonly #arrivals = new EventEmitter().setMaxListeners(0)
  readonly #close: () => Promise<void>

  private constructor(url: string, close: () => Promise<void>) {
    this.url = url
    this.#close = close
  }

  static async make(): Promise<Receiver> {
    const server = createServer()
    server.listen(0, "127.0.0.1")
    await once(server, "listening")
    const { port } = server.address() as AddressInfo
    const receiver = new Receiver(`http://127.0.0.1:${port}/events`, async () => {
      server.closeAllConnections()
      server.close()
      await once(server, "close")
    })
    server.on("request", (request, response) => {
      void receiver.#take(request.headers, text(request), response)
    })
    return receiver
  }

  async #take(headers: IncomingHttpHeaders, coming: Promise<string>, response: ServerResponse) {
    const body = await coming
    const received = { headers, body, event: JSON.parse(body) as HubEvent }
    this.received.push(received)
    this.#arrivals.emit("arrival")
    const status = await this.answering(received, response)
    if (status !== undefined) response.writeHead(status).end()
  }

  /** What came, as soon as it is so much. */
  async arrived(count: number): Promise<Received[]> {
    while (this.received.length < count) await once(this.#arrivals, "arrival")
    return this.received
  }

  close(): Promise<void> {
    return this.#close()
  }
}
