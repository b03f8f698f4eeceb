import { once } from "node:events"
import { createServer } from "node:http"
import type { IncomingMessage, ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

export type Route = (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
) => void | Promise<void>

export interface TinyServer {
  port: number
  close(): Promise<void>
}

/** Serves on a port that nobody has, on this machine only. */
export async function serve(route: Route): Promise<TinyServer> {
  const server = createServer((request, response) => {
    void route(request, response, new URL(request.url ?? "/", "http://tiny.invalid"))
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server.close(), "close")
      server.closeAllConnections()
      await closed
    },
  }
}

export async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString("utf8")
  return text === "" ? undefined : JSON.parse(text)
}

export function send(
  response: ServerResponse,
  type: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): void {
  response.writeHead(200, { "content-type": `${type}; charset=utf-8`, ...headers }).end(body)
}
