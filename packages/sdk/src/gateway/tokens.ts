import type { HubLogin } from "./hub-login.ts"
import type { Session } from "./session.ts"

/** Tokens are renewed this long before they end. */
const marginMs = 15_000

/** Access tokens of the sessions that this process serves: in memory only, one refresh for all who wait. */
export interface TokenCache {
  keep(sid: string, token: { accessToken: string; expiresIn: number }): void
  /** An access token, or undefined where the login has ended at the hub. */
  of(session: Session): Promise<string | undefined>
  forget(sid: string): void
}

export function tokenCache(login: HubLogin): TokenCache {
  const known = new Map<string, { accessToken: string; until: number }>()
  const refreshing = new Map<string, Promise<string | undefined>>()

  const keep: TokenCache["keep"] = (sid, { accessToken, expiresIn }) => {
    const now = Date.now()
    for (const [each, { until }] of known) if (until <= now) known.delete(each)
    known.set(sid, { accessToken, until: now + expiresIn * 1000 - marginMs })
  }

  const refresh = async ({ sid, refreshToken }: Session): Promise<string | undefined> => {
    const fresh = await login.refresh(refreshToken)
    if (fresh === undefined) {
      known.delete(sid)
      return undefined
    }
    keep(sid, fresh)
    return fresh.accessToken
  }

  return {
    keep,
    forget: (sid) => void known.delete(sid),
    of(session) {
      const current = known.get(session.sid)
      if (current !== undefined && current.until > Date.now())
        return Promise.resolve(current.accessToken)
      const running = refreshing.get(session.sid)
      if (running !== undefined) return running
      const started = refresh(session).finally(() => refreshing.delete(session.sid))
      refreshing.set(session.sid, started)
      return started
    },
  }
}
