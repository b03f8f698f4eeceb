import { proveRequest } from "../client-auth/prove.ts"
import type { PrivateJwk } from "../client-auth/keys.ts"
import type { Session } from "./session.ts"
import type { TokenCache } from "./tokens.ts"

export interface HubCall {
  method: string
  /** Path and query at the hub. */
  path: string
  body?: unknown
  /** Allow-listed headers of the page's request. */
  headers?: Record<string, string>
  signal?: AbortSignal
}

/** The hub's answer, or why there is none. */
export type HubAnswer = Response | "login_required" | "unavailable"

/** Calls the hub with the citizen's token, which stays here. */
export function hubCaller(hub: string, tokens: TokenCache, dpopKey: PrivateJwk) {
  return async (
    session: Session,
    { method, path, body, headers, signal }: HubCall,
  ): Promise<HubAnswer> => {
    const url = new URL(path, hub).href
    try {
      const token = await tokens.of(session)
      if (token === undefined) return "login_required"
      return await fetch(url, {
        method,
        headers: {
          ...headers,
          authorization: `DPoP ${token}`,
          dpop: await proveRequest(dpopKey, method, url, token),
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(signal && { signal }),
        redirect: "error",
      })
    } catch {
      // No answer at all: the hub is away. The page is told so, with what it can do.
      return "unavailable"
    }
  }
}
