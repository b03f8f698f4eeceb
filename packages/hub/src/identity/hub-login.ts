import type { FastifyRequest } from "fastify"
import type Provider from "oidc-provider"
import { hubPagesClient, issuerOf } from "./provider.ts"
import type { HubReturn } from "./provider.ts"

/** A login at the hub, as its cookie tells. */
export interface HubLogin {
  personId: string
  /** Names the login; the same until it ends. */
  uid: string
  /** When the person last showed who they are (`auth_time`). */
  at: Date
  /** How (RFC 8176). */
  amr: readonly string[]
}

/** Whom the hub's login cookie names, if there is one. */
export async function hubLogin(
  provider: Provider,
  request: FastifyRequest,
): Promise<HubLogin | undefined> {
  const context = provider.createContext(request.raw, request.raw as never)
  const session = await provider.Session.get(context)
  const { accountId, uid, loginTs = 0, amr = [] } = session
  if (accountId === undefined) return undefined
  return { personId: accountId, uid, at: new Date(loginTs * 1000), amr }
}

/**
 * Where a page of the hub's own sends somebody to log in.
 *
 * @param returnPath - one of the registered ways back
 * @param state - what it is called with
 * @param prompt - `login` asks again, also whom the hub knows already
 */
export function loginUrl(
  origin: string,
  returnPath: HubReturn,
  state: string,
  prompt?: "login",
): string {
  const url = new URL(`${issuerOf(origin)}/auth`)
  url.searchParams.set("client_id", hubPagesClient)
  url.searchParams.set("response_type", "none")
  url.searchParams.set("scope", "openid")
  url.searchParams.set("redirect_uri", origin + returnPath)
  url.searchParams.set("state", state)
  if (prompt !== undefined) url.searchParams.set("prompt", prompt)
  return url.href
}
