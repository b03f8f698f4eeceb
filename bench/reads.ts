import { publicJwk } from "../packages/hub/src/keys.ts"
import { freePort } from "../packages/hub/test/support/free-port.ts"
import { item } from "../packages/hub/test/support/hub-settings.ts"
import { HubWorld } from "../packages/hub/test/support/hub-world.ts"
import type { Raced } from "./frame.ts"
import { measured } from "./support/measure-process.ts"
import type { Measured } from "./support/measure-process.ts"

/** Requests of a round, and how many are under way at a time. */
const requests = 1000
const atOnce = 8
const rounds = 7

/** How much of the CPU the hub needs to read a case, beside the least that any server needs. */
export const reads: Raced = {
  kind: "raced",
  about:
    "microseconds of the CPU that reading a case takes the hub / a bare Fastify and pg route that checks the same token and asks the same; on PostgreSQL",
  unit: "µs",
  async race() {
    const world = await HubWorld.make()
    const servers: Measured[] = []
    try {
      const { database, keys } = world.settings
      if (!("url" in database))
        throw new Error(
          "run it on PostgreSQL: node scripts/with-postgres.mjs npm run bench -- reads",
        )
      const { body } = await world.call("a-sync", "POST", "/v1/case-reports/N-1", {
        itemCode: item.code,
        state: "ACCEPTED",
        source: { scheme: "epoint", value: "30" },
        occurredAt: new Date().toISOString(),
        inferred: false,
      })
      const { id } = body as { id: string }
      await world.stop()
      const hub = await measured({ hub: world.settings })
      servers.push(hub)
      // The same token for both: its audience is the hub's origin, which the bare route takes for its own.
      const at = `http://127.0.0.1:${await freePort()}`
      const jwks = { keys: keys.oidc.keys.map(publicJwk) }
      const bare = await measured({
        bare: { origin: world.origin, listen: at, database: database.url, jwks, department: "a" },
      })
      servers.push(bare)

      const path = `/v1/cases/${id}`
      const round = async (server: Measured, origin: string): Promise<number> => {
        const headers: Record<string, string>[] = []
        for (let i = 0; i < requests; i++)
          headers.push(await world.auth("a-sync").authorize("GET", world.origin + path))
        const before = await server.cpu()
        await Promise.all(
          Array.from({ length: atOnce }, async (_, lane) => {
            for (let i = lane; i < requests; i += atOnce) {
              const answer = await fetch(origin + path, { headers: headers[i] ?? {} })
              if (answer.status !== 200) throw new Error(await answer.text())
              await answer.arrayBuffer()
            }
          }),
        )
        return ((await server.cpu()) - before) / requests
      }
      const least = { candidate: Infinity, reference: Infinity }
      await round(hub, world.origin)
      await round(bare, at)
      for (let i = 0; i < rounds; i++) {
        least.candidate = Math.min(least.candidate, await round(hub, world.origin))
        least.reference = Math.min(least.reference, await round(bare, at))
      }
      return [{ what: "read a case", ...least }]
    } finally {
      await Promise.all(servers.map((server) => server.stop()))
      await world.close()
    }
  },
}
