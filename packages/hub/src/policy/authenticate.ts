import type { FastifyRequest } from "fastify"
import * as oauth from "oauth4webapi"
import type Provider from "oidc-provider"
import type { Endpoint } from "@tongban/standards"
import { Problem } from "../http/problem.ts"
import type { HubKeys } from "../keys.ts"
import { publicJwk } from "../keys.ts"
import { hubLogin } from "../identity/hub-login.ts"
import { issuerOf } from "../identity/provider.ts"
import { hashOfSecret } from "../secrets.ts"
import type { Registry } from "../registry/registry.ts"
import type { Database } from "../store/database.ts"
import { isSurfaceOver, surfaceLifetime } from "../surfaces/lifetime.ts"
import type { Principal } from "./principal.ts"

export interface AuthenticateParts {
  origin: string
  db: Database
  registry: Registry
  keys: HubKeys
  provider: Provider
}

/** Finds out who calls an operation. */
export type Authenticate = (
  request: FastifyRequest,
  operation: Endpoint,
  now: Date,
) => Promise<Principal>

/**
 * Finds out who calls. A credential that is there but not good is refused here, whatever the operation.
 *
 * @throws {Problem} `unauthenticated`, `surface_expired`, `forbidden` (a foreign Origin)
 */
export function authenticator(parts: AuthenticateParts): Authenticate {
  const bearerOfToken = tokenReader(parts)
  return async (request, operation, now) => {
    const authorization = request.headers.authorization
    if (authorization?.startsWith("DPoP ") === true) return bearerOfToken(request)
    if (authorization?.startsWith("Bearer ") === true) {
      return surfaceOf(parts.db, authorization.slice("Bearer ".length), now)
    }
    if (authorization !== undefined) throw new Problem("unauthenticated")
    if (operation.callers.includes("browser")) return browserOf(parts, request)
    return { kind: "nobody" }
  }
}

/** Access tokens are JWTs of our own provider, bound to the caller's key by DPoP (RFC 9449). */
function tokenReader({ origin, registry, keys }: AuthenticateParts) {
  const server: oauth.AuthorizationServer = {
    issuer: issuerOf(origin),
    jwks_uri: `${issuerOf(origin)}/jwks`,
  }
  const ownKeys = { keys: keys.oidc.keys.map(publicJwk) }

  return async (request: FastifyRequest): Promise<Principal> => {
    const asSeen = new Request(new URL(request.url, origin), {
      method: request.method,
      headers: headersOf(request),
    })
    let claims: oauth.JWTAccessTokenClaims
    try {
      claims = await oauth.validateJwtAccessToken(server, asSeen, origin, {
        requireDPoP: true,
        // Our own keys: no request to ourselves.
        [oauth.jwksCache]: { jwks: ownKeys, uat: Math.floor(Date.now() / 1000) },
        [oauth.allowInsecureRequests]: origin.startsWith("http:"),
      })
    } catch {
      throw new Problem("unauthenticated")
    }
    const client = registry.client(claims.client_id)
    if (client === undefined) throw new Problem("unauthenticated")
    const who = { department: client.department, clientId: client.id }
    // A portal's own token, by client credentials, is about nobody; a citizen's is about its subject.
    if (client.kind !== "portal" || claims.sub === client.id) {
      const keyThumbprint = claims.cnf?.jkt ?? ""
      return { kind: "client", ...who, clientKind: client.kind, keyThumbprint }
    }
    const loginUid = typeof claims["sid"] === "string" ? claims["sid"] : undefined
    const scopes = new Set(claims.scope?.split(" "))
    return { kind: "citizen", ...who, subject: claims.sub, scopes, loginUid }
  }
}

/** The surface's session: its token lives in the frame's memory, its hash here (protocol M5). */
async function surfaceOf(db: Database, token: string, now: Date): Promise<Principal> {
  const hash = hashOfSecret(token)
  const row = await db
    .selectFrom("surface_sessions")
    .innerJoin("surfaces", "surfaces.id", "surface_sessions.surface_id")
    .select([
      "surfaces.id",
      "surfaces.person_id",
      "surfaces.client_id",
      "surfaces.expires_at",
      "surface_sessions.seen_at",
    ])
    .where("token_hash", "=", hash)
    .executeTakeFirst()
  if (row === undefined) throw new Problem("unauthenticated")
  if (isSurfaceOver(row, now)) throw new Problem("surface_expired")
  if (now.getTime() - row.seen_at.getTime() > surfaceLifetime.noteEveryMs) {
    await db
      .updateTable("surface_sessions")
      .set({ seen_at: now })
      .where("token_hash", "=", hash)
      .execute()
  }
  return { kind: "surface", surfaceId: row.id, personId: row.person_id, clientId: row.client_id }
}

/** A page of the hub's own: the Origin must be ours, the login cookie says who. */
async function browserOf(
  { origin, provider }: AuthenticateParts,
  request: FastifyRequest,
): Promise<Principal> {
  if (request.method !== "GET" && request.headers.origin !== origin) throw new Problem("forbidden")
  return { kind: "browser", login: await hubLogin(provider, request) }
}

function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const name of ["authorization", "dpop"] as const) {
    const value = request.headers[name]
    if (typeof value === "string") headers.set(name, value)
  }
  return headers
}
