import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible"
import { Problem } from "../http/problem.ts"
import type { RateName, Rates } from "./rates.ts"

/** How much was asked, by what is counted and of whom: `client a-sync`. */
export type Counts = Readonly<Record<string, number>>

/** What somebody has left. */
export interface Left {
  name: RateName
  requests: number
  /** After so many seconds they have all of it again. */
  seconds: number
}

export interface Counter {
  /**
   * One request more.
   *
   * @throws {Problem} `rate_limited`, which says when to come again
   */
  take(name: RateName, whom: string): Promise<Left>
  /** What was counted here and the other processes should know. It is told once. */
  news(): Counts
  /** What another process has counted. */
  add(counts: Counts): Promise<void>
}

/**
 * Who uses less than this share of their rate is nobody's news: so most requests, and on most days all,
 * cost no statement at all.
 */
const worthTelling = 0.1

/** Counts in this process's memory. */
export function counterOf(rates: Rates): Counter {
  const limiter = (name: RateName) =>
    new RateLimiterMemory({ keyPrefix: name, points: rates[name], duration: rates.seconds })
  const limiters: Readonly<Record<RateName, RateLimiterMemory>> = {
    client: limiter("client"),
    person: limiter("person"),
    address: limiter("address"),
    resolve: limiter("resolve"),
  }
  const untold = new Map<string, { name: RateName; count: number; until: number }>()

  function note(name: RateName, whom: string, msBeforeNext: number): void {
    const key = `${name} ${whom}`
    const noted = untold.get(key)
    const now = Date.now()
    if (noted !== undefined && noted.until > now) noted.count++
    else untold.set(key, { name, count: 1, until: now + msBeforeNext })
  }

  return {
    async take(name, whom) {
      const { remainingPoints, msBeforeNext } = await limiters[name].consume(whom).catch(refuse)
      note(name, whom, msBeforeNext)
      return { name, requests: remainingPoints, seconds: wholeSeconds(msBeforeNext) }
    },
    news() {
      const told: Record<string, number> = {}
      const now = Date.now()
      for (const [key, { name, count, until }] of untold) {
        const isNews = until > now && count >= rates[name] * worthTelling
        if (isNews) told[key] = count
        if (isNews || until <= now) untold.delete(key)
      }
      return told
    },
    async add(counts) {
      for (const [key, count] of Object.entries(counts)) {
        const at = key.indexOf(" ")
        const name = key.slice(0, at)
        if (isCounted(name)) await limiters[name].penalty(key.slice(at + 1), count)
      }
    },
  }

  /** Another version may count what this one does not know. */
  function isCounted(name: string): name is RateName {
    return Object.hasOwn(limiters, name)
  }
}

/** @throws {Problem} `rate_limited`; anything else as it is */
function refuse(error: unknown): never {
  if (!(error instanceof RateLimiterRes)) throw error
  throw new Problem("rate_limited", { retryAfter: wholeSeconds(error.msBeforeNext) })
}

const wholeSeconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000))
