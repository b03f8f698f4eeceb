import { setTimeout as pause } from "node:timers/promises"
import { SessionEvent, watchSessions } from "@tongban/standards"
import type { ClientAuth } from "../client-auth/client-auth.ts"
import { reasonOf } from "../client-auth/reason.ts"
import { readEvents } from "./read-events.ts"

/** The hub sends at least a comment every 15 s; a stream that is silent for longer is dead. */
const silentMs = 45_000
/** The first wait before the hub is asked again; it doubles up to the longest. */
const firstWaitMs = 500
const longestWaitMs = 60_000

export interface FollowSessionsOptions {
  hub: string
  auth: ClientAuth
  /** A login is over. May be told more than once. */
  onEnded(sid: string): void
}

/** The hub's word, as it happens, on which logins have ended (protocol §3). */
export interface SessionFeed {
  /** Whether nothing is missed at the moment. */
  isFollowing(): boolean
  close(): Promise<void>
}

/**
 * Pulls the hub's session events until closed: connects again, resumes where it was, waits longer
 * after each failure and as long as the hub asks. A hub that does not know or refuses the operation is
 * asked again every minute, and nothing else comes of it.
 */
export function followSessions({ hub, auth, onEnded }: FollowSessionsOptions): SessionFeed {
  const closing = new AbortController()
  let following = false
  let position: string | undefined

  const read = async (): Promise<void> => {
    const url = new URL(watchSessions.path, hub).href
    const silence = new AbortController()
    const timer = setTimeout(() => {
      silence.abort(new Error("the hub has fallen silent"))
    }, silentMs)
    timer.unref()
    try {
      const response = await fetch(url, {
        headers: {
          ...(await auth.authorize(watchSessions.method, url)),
          accept: "text/event-stream",
          ...(position !== undefined && { "last-event-id": position }),
        },
        redirect: "error",
        signal: AbortSignal.any([closing.signal, silence.signal]),
      })
      if (response.status !== 200 || response.body === null) {
        await response.body?.cancel()
        throw new Refused(response)
      }
      for await (const { id, data } of readEvents(response.body, () => timer.refresh())) {
        const event = SessionEvent.safeParse(JSON.parse(data))
        if (!event.success) throw new Error("the hub's session event is not as the contract says")
        const { type, sid } = event.data
        if (type === "ended" && sid !== undefined) onEnded(sid)
        if (type === "following") following = true
        position = id ?? position
      }
    } finally {
      clearTimeout(timer)
      following = false
    }
  }

  /** One stream, from its beginning to its end, and why it ended. */
  const round = async (): Promise<{ heard: boolean; reason: unknown }> => {
    const before = position
    try {
      await read()
      return { heard: position !== before, reason: "the stream ended" }
    } catch (reason) {
      return { heard: position !== before, reason }
    }
  }

  const run = async (): Promise<void> => {
    let waitMs = firstWaitMs
    let isTold = false
    for (;;) {
      const { heard, reason } = await round()
      if (closing.signal.aborted) return
      if (heard) waitMs = firstWaitMs
      else if (!isTold) warn(hub, reason)
      isTold = !heard
      const asked = reason instanceof Refused ? reason.retryAfterMs : 0
      await sleep(Math.max(waitMs * (0.5 + Math.random() / 2), asked), closing.signal)
      waitMs = Math.min(waitMs * 2, longestWaitMs)
    }
  }

  const ran = run()
  return {
    isFollowing: () => following,
    async close() {
      closing.abort()
      await ran
    },
  }
}

/** No stream was given: an older hub, a client that may not, a hub that is busy. */
class Refused extends Error {
  override readonly name = "Refused"
  readonly retryAfterMs: number

  constructor({ status, headers }: Response) {
    super(`it answered ${status}`)
    this.retryAfterMs = retryAfterMs(headers.get("retry-after"))
  }
}

/** Seconds or a date (RFC 9110 §10.2.3); a quarter of an hour at most. */
function retryAfterMs(value: string | null): number {
  if (value === null) return 0
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now()
  return Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), 15 * 60_000)
}

/** Once for each time that the hub falls silent. */
function warn(hub: string, reason: unknown): void {
  console.warn(
    `tongban gateway: ${hub} does not tell which logins have ended (${reasonOf(reason)}); ` +
      "until it does, it is asked about each one every minute",
  )
}

/** Waits, and keeps no process alive for it; ends early when closed. */
async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(ms, undefined, { ref: false, signal })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
