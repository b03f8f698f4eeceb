import { randomUUID } from "node:crypto"
import { publicJwk } from "../packages/hub/src/keys.ts"
import { freePort } from "../packages/hub/test/support/free-port.ts"
import { item } from "../packages/hub/test/support/hub-settings.ts"
import { HubWorld } from "../packages/hub/test/support/hub-world.ts"
import type { Line, Raced } from "./frame.ts"
import { department, seedCases } from "./support/cases.ts"
import { measured } from "./support/measure-process.ts"
import type { Measured } from "./support/measure-process.ts"
import { pgbench } from "./support/pgbench.ts"
import { withEvents } from "./support/bare-route.ts"

/** How many cases there are; `TONGBAN_BENCH_CASES=1000000` for the figure of a province. */
const cases = Number(process.env["TONGBAN_BENCH_CASES"] ?? 10_000)
/** Requests of a round, and how many are under way at a time. */
const requests = 600
const atOnce = 8
const rounds = 7

interface Asked {
  what: string
  method: "GET" | "POST"
  /** The path of the nth request of the run. */
  path(n: number): string
  body?: () => object
}

const anyCase = () => 1 + Math.floor(Math.random() * cases)
const questions: Asked[] = [
  { what: "get one", method: "GET", path: () => `/v1/cases/case-${anyCase()}` },
  { what: "list 20", method: "GET", path: () => "/v1/cases?limit=20" },
  {
    what: "report an event",
    method: "POST",
    path: (n) => `/v1/case-reports/B-${1 + (n % cases)}`,
    body: () => ({
      itemCode: item.code,
      state: "DECIDED",
      source: { scheme: "epoint", value: "90" },
      occurredAt: new Date().toISOString(),
      inferred: false,
    }),
  },
]

/** What the hub costs beside the least that any server does, and beside PostgreSQL alone. */
export const reads: Raced = {
  kind: "raced",
  about: `µs of the CPU for a request, the hub / bare Fastify and pg routes that check the same token and ask and write the same; PostgreSQL with ${cases} cases`,
  unit: "µs",
  async race() {
    const world = await HubWorld.make()
    const servers: Measured[] = []
    try {
      const { database, keys } = world.settings
      if (!("url" in database))
        throw new Error("it needs PostgreSQL: npm run bench:postgres -- reads")
      await seedCases(database.url, 1, cases)
      await world.stop()
      const hub = await measured({ hub: world.settings })
      // Tokens are for the hub's origin, and good for the bare routes as well.
      const listen = `http://127.0.0.1:${await freePort()}`
      const jwks = { keys: keys.oidc.keys.map(publicJwk) }
      const { origin } = world
      const bare = await measured({
        bare: { origin, listen, database: database.url, jwks, department },
      })
      servers.push(hub, bare)

      const lines: Line[] = []
      let asked = 0
      for (const question of questions) {
        const round = async (server: Measured, at: string) => {
          const before = await server.cpu()
          const began = performance.now()
          await ask(world, question, at, asked)
          asked += requests
          const ms = performance.now() - began
          return { cpu: ((await server.cpu()) - before) / requests, wall: (ms * 1000) / requests }
        }
        const least = { candidate: Infinity, reference: Infinity, wall: Infinity }
        for (let i = 0; i <= rounds; i++) {
          const ours = await round(hub, origin)
          const theirs = await round(bare, listen)
          // The first warms both up.
          if (i === 0) continue
          least.candidate = Math.min(least.candidate, ours.cpu)
          least.reference = Math.min(least.reference, theirs.cpu)
          least.wall = Math.min(least.wall, ours.wall)
        }
        const { wall, ...cpu } = least
        lines.push({ what: question.what, ...cpu })
        if (question.what === "get one")
          lines.push({
            what: "get one, by the clock / pgbench alone",
            candidate: wall,
            reference: pgbench(
              database.url,
              `\\set n random(1, ${cases})\n${withEvents.replace("$1", `'${department}'`)} and id = 'case-' || :n;`,
              atOnce,
            ),
          })
      }
      return lines
    } finally {
      await Promise.all(servers.map((server) => server.stop()))
      await world.close()
    }
  },
}

/** One round of requests, each with a proof of its own, made before the first is sent. */
async function ask(world: HubWorld, { method, path, body }: Asked, at: string, from: number) {
  const prepared: { path: string; headers: Record<string, string> }[] = []
  for (let i = 0; i < requests; i++) {
    const to = path(from + i)
    const proof = await world.auth("a-sync").authorize(method, world.origin + to)
    prepared.push({
      path: to,
      headers: {
        ...proof,
        ...(body && { "content-type": "application/json", "idempotency-key": randomUUID() }),
      },
    })
  }
  const lane = async (first: number) => {
    for (const { path, headers } of prepared.filter((_, i) => i % atOnce === first)) {
      const answer = await fetch(at + path, {
        method,
        headers,
        ...(body && { body: JSON.stringify(body()) }),
      })
      if (!answer.ok) throw new Error(`${path} at ${at}: ${await answer.text()}`)
      await answer.arrayBuffer()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, (_, first) => lane(first)))
}
