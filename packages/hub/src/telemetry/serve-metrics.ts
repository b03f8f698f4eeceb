import { once } from "node:events"
import { createServer } from "node:http"
import { SettingsFault } from "../settings.ts"
import type { ListenAddress } from "../settings.ts"
import { tellFailure } from "../tell-failure.ts"
import type { Metrics } from "./metrics.ts"

/**
 * Serves `/metrics` at an address of its own, which no reverse proxy leads to. Returns what ends it.
 *
 * @throws {SettingsFault} where the address is taken, or not this machine's
 */
export async function serveMetrics(
  { host, port }: ListenAddress,
  metrics: Metrics,
): Promise<() => Promise<void>> {
  const server = createServer((request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") {
      response.writeHead(404).end()
      return
    }
    metrics.text().then(
      (text) => response.writeHead(200, { "content-type": metrics.contentType }).end(text),
      (error: unknown) => {
        tellFailure("the metrics cannot be read:", error)
        response.writeHead(503).end()
      },
    )
  })
  server.listen(port, host)
  try {
    await once(server, "listening")
  } catch (error) {
    throw new SettingsFault([
      `TONGBAN_METRICS_LISTEN: nobody can listen at ${host}:${port} (${String((error as { code?: unknown }).code)}); name another port, or stop the program that has it`,
    ])
  }
  return async () => {
    server.closeAllConnections()
    server.close()
    await once(server, "close")
  }
}
