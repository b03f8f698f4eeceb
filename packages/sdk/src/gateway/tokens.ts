import type { HubLogin } from "./hub-login.ts"
import { sessionSeconds } from "./session.ts"
import type { Session } from "./session.ts"

/** Tokens are renewed this long before they end. */
const marginMs = 15_000
/** While nobody tells which logins have ended, each is asked about this often (protocol §3). */
const recheckMs = 60_000
/** No cookie of a session lives longer. */
const longestMs = sessionSeconds.https * 1000

/** The logins that this process has seen: their access tokens, in memory only, and which are over. */
export interface TokenCache {
  keep(sid: string, token: { accessToken: string; expiresIn: number }): void
  /**
   * An access token, or undefined where the login has ended at the hub. One refresh for all who wait.
   *
   * @throws where the hub is away and no token is left
   */
  of(session: Session): Promise<string | undefined>
  /**
   * Whether the login stands, by the hub's last word. A hub that is away ends nothing.
   *
   * @throws where the hub is away and has said nothing of this login to this process
   */
  stands(session: Session): Promise<boolean>
  /** The login is over: no token of it is used any more, nothing that follows it goes on. */
  end(sid: string): void
  hasEnded(sid: string): boolean
  /** Aborts when the login ends. */
  untilEnd(sid: string): AbortSignal
}

export interface TokenCacheParts {
  refresh: HubLogin["refresh"]
  /** Whether the hub is telling, right now, which logins end. */
  isFollowing(): boolean
  now(): Date
}

interface Seen {
  accessToken: string
  until: number
  /** When the hub last said that the login stands, or could not be asked. */
  checkedAt: number
  end: AbortController
}

export function tokenCache({ refresh, isFollowing, now }: TokenCacheParts): TokenCache {
  // Both in the order of their last instant: what is past its time stands in front.
  const seen = new Map<string, Seen>()
  const over = new Map<string, number>()
  const refreshing = new Map<string, Promise<string | undefined>>()
  const time = () => now().getTime()

  const keep: TokenCache["keep"] = (sid, { accessToken, expiresIn }) => {
    // An answer that was under way when the login ended.
    if (over.has(sid)) return
    const checkedAt = time()
    for (const [each, { checkedAt: at, end }] of seen) {
      if (at + longestMs > checkedAt) break
      seen.delete(each)
      end.abort()
    }
    const end = seen.get(sid)?.end ?? new AbortController()
    seen.delete(sid)
    seen.set(sid, { accessToken, until: checkedAt + expiresIn * 1000 - marginMs, checkedAt, end })
  }

  const end: TokenCache["end"] = (sid) => {
    for (const [each, at] of over) {
      if (at + longestMs > time()) break
      over.delete(each)
    }
    if (!over.has(sid)) over.set(sid, time())
    seen.get(sid)?.end.abort()
    seen.delete(sid)
  }

  const renew = async ({ sid, refreshToken }: Session): Promise<string | undefined> => {
    const current = seen.get(sid)
    let fresh: Awaited<ReturnType<HubLogin["refresh"]>>
    try {
      fresh = await refresh(refreshToken)
    } catch (error) {
      if (current === undefined || current.until <= time()) throw error
      // The hub is away: its last word holds, and it is asked again in a minute.
      current.checkedAt = time()
      return over.has(sid) ? undefined : current.accessToken
    }
    if (fresh === undefined) end(sid)
    else keep(sid, fresh)
    return seen.get(sid)?.accessToken
  }

  const of: TokenCache["of"] = (session) => {
    const { sid } = session
    if (over.has(sid)) return Promise.resolve(undefined)
    const current = seen.get(sid)
    const isHeardOf = isFollowing() || time() - (current?.checkedAt ?? 0) < recheckMs
    if (current !== undefined && current.until > time() && isHeardOf)
      return Promise.resolve(current.accessToken)
    const running = refreshing.get(sid)
    if (running !== undefined) return running
    const started = renew(session).finally(() => refreshing.delete(sid))
    refreshing.set(sid, started)
    return started
  }

  return {
    keep,
    of,
    end,
    async stands(session) {
      try {
        return (await of(session)) !== undefined
      } catch (error) {
        if (seen.has(session.sid)) return true
        throw error
      }
    },
    hasEnded: (sid) => over.has(sid),
    untilEnd: (sid) => seen.get(sid)?.end.signal ?? AbortSignal.abort(),
  }
}
