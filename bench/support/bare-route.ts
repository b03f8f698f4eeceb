import { randomUUID } from "node:crypto"
import Fastify from "fastify"
import type { FastifyRequest } from "fastify"
import * as oauth from "oauth4webapi"
import pg from "pg"

/** The least that a server has to do: check the caller's token and proof, ask, answer. */
export interface BareRoutes {
  /** The audience of the tokens. */
  origin: string
  listen: string
  database: string
  /** The public keys that tokens are signed by. */
  jwks: oauth.JWKS
  department: string
}

/** Cases with their events, in one statement; what is answered is the rows as they are. */
export const withEvents = `
  select cases.*, (
    select json_agg(e order by e.recorded_at, e.id) from case_events e
    where e.department_id = cases.department_id and e.case_id = cases.id
  ) as events
  from cases where department_id = $1`

const one = { name: "one", text: `${withEvents} and id = $2` }
const list = { name: "list", text: `${withEvents} order by updated_at, id limit 21` }

/** What a report writes, statement by statement: the key, the case, the event, the word to followers. */
const write = {
  key: {
    name: "key",
    text: "insert into idempotency (caller, key, operation, body_hash, created_at) values ($1, $2, 'report', '', now()) on conflict (caller, key) do nothing returning key",
  },
  lock: {
    name: "lock",
    text: "select * from cases where department_id = $1 and local_number = $2 for update",
  },
  move: {
    name: "move",
    text: "update cases set state = $3, updated_at = now(), version = version + 1 where department_id = $1 and id = $2",
  },
  event: {
    name: "event",
    text: "insert into case_events (department_id, case_id, id, to_state, source_scheme, source_value, recorded_at, occurred_at, inferred) values ($1, $2, $3, $4, 'epoint', '30', now(), now(), false)",
  },
  word: {
    name: "word",
    text: "insert into outbox (id, department_id, type, case_id, at) values ($1, $2, 'case.changed', $3, now())",
  },
  answer: {
    name: "answer",
    text: "update idempotency set stored = $3 where caller = $1 and key = $2",
  },
}

interface Report {
  state: string
}

/** Serves the routes by Fastify and pg, without anything of ours. */
export async function startBare(routes: BareRoutes): Promise<void> {
  const { listen, database, department } = routes
  const pool = new pg.Pool({ connectionString: database, max: 10 })
  const app = Fastify()
  const check = checking(routes)
  app.get<{ Params: { caseId: string } }>("/v1/cases/:caseId", async (request) => {
    await check(request)
    const { rows } = await pool.query({ ...one, values: [department, request.params.caseId] })
    return rows[0] as unknown
  })
  app.get("/v1/cases", async (request) => {
    await check(request)
    const { rows } = await pool.query({ ...list, values: [department] })
    return { items: rows.slice(0, 20) }
  })
  app.post<{ Params: { number: string }; Body: Report }>(
    "/v1/case-reports/:number",
    async (request) => {
      await check(request)
      const { body, params, headers } = request
      const by = ["client", headers["idempotency-key"]]
      const client = await pool.connect()
      try {
        await client.query("begin")
        await client.query({ ...write.key, values: by })
        const { rows } = await client.query<{ id: string }>({
          ...write.lock,
          values: [department, params.number],
        })
        const id = rows[0]?.id
        const ids = [department, id]
        await client.query({ ...write.move, values: [...ids, body.state] })
        await client.query({ ...write.event, values: [...ids, randomUUID(), body.state] })
        await client.query({ ...write.word, values: [randomUUID(), ...ids] })
        const read = await client.query({ ...one, values: ids })
        const value = read.rows[0] as unknown
        await client.query({ ...write.answer, values: [...by, JSON.stringify({ value })] })
        await client.query("commit")
        return value
      } finally {
        client.release()
      }
    },
  )
  await app.listen({ host: "127.0.0.1", port: Number(new URL(listen).port) })
}

/** The same check of token and proof as the hub's, by the same library. */
function checking({ origin, jwks }: BareRoutes) {
  const server: oauth.AuthorizationServer = { issuer: `${origin}/oidc`, jwks_uri: `${origin}/jwks` }
  return async ({ method, url, headers: { authorization = "", dpop } }: FastifyRequest) => {
    const asked = new Request(new URL(url, origin), {
      method,
      headers: { authorization, dpop: String(dpop) },
    })
    await oauth.validateJwtAccessToken(server, asked, origin, {
      requireDPoP: true,
      [oauth.jwksCache]: { jwks, uat: Math.floor(Date.now() / 1000) },
      [oauth.allowInsecureRequests]: true,
    })
  }
}
