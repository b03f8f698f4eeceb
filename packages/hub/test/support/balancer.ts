import { once } from "node:events"
import { createServer, request } from "node:http"

/** Stands before several hub processes and asks them in turn, request by request. */
export class Balancer {
  /** How many requests each process was asked. */
  readonly asked: number[]
  readonly #close: () => Promise<void>

  private constructor(asked: number[], close: () => Promise<void>) {
    this.asked = asked
    this.#close = close
  }

  static async before(ports: readonly number[], at: number): Promise<Balancer> {
    const asked = ports.map(() => 0)
    let turn = 0
    const server = createServer((incoming, answer) => {
      const nth = turn++ % ports.length
      asked[nth] = (asked[nth] ?? 0) + 1
      const { method, url: path, headers } = incoming
      const options = { host: "127.0.0.1", port: ports[nth], method, path, headers, agent: false }
      const onward = request(options, (response) => {
        answer.writeHead(response.statusCode ?? 502, response.rawHeaders)
        response.pipe(answer)
      })
      onward.on("error", () => answer.destroy())
      answer.on("close", () => onward.destroy())
      incoming.pipe(onward)
    })
    server.listen(at, "127.0.0.1")
    await once(server, "listening")
    return new Balancer(asked, async () => {
      server.closeAllConnections()
      server.close()
      await once(server, "close")
    })
  }

  close(): Promise<void> {
    return this.#close()
  }
}
