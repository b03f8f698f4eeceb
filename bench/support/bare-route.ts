import Fastify from "fastify"
import * as oauth from "oauth4webapi"
import pg from "pg"

/** The least that a server has to do: check the caller's token and proof, ask once, answer. */
export interface BareRoute {
  /** The audience of the tokens. */
  origin: string
  listen: string
  database: string
  /** The public keys that tokens are signed by. */
  jwks: oauth.JWKS
  department: string
}

/** One case with its events, in one statement; what it answers is the rows as they are. */
const one = `
  select cases.*, (
    select json_agg(e order by e.recorded_at, e.id) from case_events e
    where e.department_id = cases.department_id and e.case_id = cases.id
  ) as events
  from cases where department_id = $1 and id = $2`

/** Serves the route by Fastify and pg, without anything of ours. */
export async function startBare({
  origin,
  listen,
  database,
  jwks,
  department,
}: BareRoute): Promise<void> {
  const pool = new pg.Pool({ connectionString: database, max: 10 })
  const server: oauth.AuthorizationServer = { issuer: `${origin}/oidc`, jwks_uri: `${origin}/jwks` }
  const app = Fastify()
  app.get<{ Params: { caseId: string } }>("/v1/cases/:caseId", async (request, reply) => {
    const { authorization = "", dpop } = request.headers
    const asked = new Request(new URL(request.url, origin), {
      headers: { authorization, dpop: String(dpop) },
    })
    await oauth.validateJwtAccessToken(server, asked, origin, {
      requireDPoP: true,
      [oauth.jwksCache]: { jwks, uat: Math.floor(Date.now() / 1000) },
      [oauth.allowInsecureRequests]: true,
    })
    const { rows } = await pool.query({
      name: "one",
      text: one,
      values: [department, request.params.caseId],
    })
    return reply.send(rows[0])
  })
  await app.listen({ host: "127.0.0.1", port: Number(new URL(listen).port) })
}
