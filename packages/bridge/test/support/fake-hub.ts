import { once } from "node:events"
import { createServer } from "node:http"
import type { IncomingMessage, Server, ServerResponse } from "node:http"
import type { TestContext } from "node:test"
import type { CaseReport } from "@tongban/standards"

/** What the hub was told: somebody else's system, as the contract says that it answers. */
export interface FakeHub {
  origin: string
  reports: { localNumber: string; key: string; authorization: string; body: CaseReport }[]
  /** Resolves when `count` reports have come. */
  reported(count: number): Promise<void>
  /** Stops listening and drops every connection. */
  stop(): Promise<void>
  start(): Promise<void>
  /** From now on nothing is answered any more. Resolves when a request has come that waits in vain. */
  hang(): Promise<void>
}

export async function fakeHub(t: TestContext, port: number): Promise<FakeHub> {
  const origin = `http://127.0.0.1:${port}`
  const waiting = new Set<() => void>()
  let server: Server | undefined
  let hung: (() => void) | undefined

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? "/", origin)
    const text = await textOf(request)
    if (hung !== undefined) {
      hung()
      return
    }
    if (pathname === "/oidc/.well-known/openid-configuration") {
      send(response, 200, {
        issuer: `${origin}/oidc`,
        token_endpoint: `${origin}/oidc/token`,
        jwks_uri: `${origin}/oidc/jwks`,
        authorization_endpoint: `${origin}/oidc/auth`,
        response_types_supported: ["code"],
        subject_types_supported: ["pairwise"],
        id_token_signing_alg_values_supported: ["ES256"],
      })
    } else if (pathname === "/oidc/token") {
      send(response, 200, { access_token: "token", token_type: "DPoP", expires_in: 300 })
    } else if (pathname.startsWith("/v1/case-reports/") && request.method === "POST") {
      hub.reports.push({
        localNumber: decodeURIComponent(pathname.slice("/v1/case-reports/".length)),
        key: String(request.headers["idempotency-key"]),
        authorization: String(request.headers.authorization),
        body: JSON.parse(text) as CaseReport,
      })
      send(response, 200, { id: "case-1" })
      for (const wake of waiting) wake()
    } else send(response, 404, {})
  }

  const hub: FakeHub = {
    origin,
    reports: [],
    async reported(count) {
      while (hub.reports.length < count) {
        await new Promise<void>((resolve) => {
          const wake = () => {
            waiting.delete(wake)
            resolve()
          }
          waiting.add(wake)
        })
      }
    },
    async start() {
      server = createServer((request, response) => void answer(request, response))
      await new Promise<void>((listening) => server?.listen(port, "127.0.0.1", listening))
    },
    async stop() {
      server?.closeAllConnections()
      if (server !== undefined) await once(server.close(), "close")
      server = undefined
    },
    hang: () =>
      new Promise((resolve) => {
        hung = resolve
      }),
  }
  t.after(() => hub.stop())
  await hub.start()
  return hub
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString("utf8")
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))
}
