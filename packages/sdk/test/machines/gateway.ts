import { once } from "node:events"
import { createServer } from "node:http"
import type { IncomingMessage, ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import type { TestContext } from "node:test"
import { gatewayTransport } from "@tongban/sdk/machines"
import type { Transport } from "@tongban/sdk/machines"
import type { Language } from "@tongban/standards"

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A portal's gateway over real HTTP, whose answer to everything is the test's own. */
export async function gatewayThat(
  t: TestContext,
  answer: Answer,
  language: () => Language = () => "zh-CN",
): Promise<Transport> {
  const server = createServer(answer)
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  t.after(async () => {
    const closed = once(server.close(), "close")
    server.closeAllConnections()
    await closed
  })
  const { port } = server.address() as AddressInfo
  return gatewayTransport(`http://127.0.0.1:${port}/tongban`, language)
}

/** Answers JSON, by method and path under `/tongban`; a function is called with the body that came. */
export const answers =
  (routes: Record<string, unknown>): Answer =>
  (request, response) => {
    const route = routes[`${request.method ?? ""} ${(request.url ?? "").slice("/tongban".length)}`]
    if (route === undefined) problem(response, 404, "not_found")
    else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(route))
  }

export function problem(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { "content-type": "application/problem+json" }).end(
    JSON.stringify({
      type: `urn:tongban:problem:${code}`,
      title: `title of ${code}`,
      status,
      detail: `what comes after ${code}`,
      code,
      params: {},
      requestId: "8f3k21c0-0000-4000-8000-000000000000",
    }),
  )
}
