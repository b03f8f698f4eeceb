import { reasonOf } from "./reason.ts"

/** The hub takes what is signed by a clock that is this far from its own: oidc-provider's `clockTolerance`. */
const toleranceMs = 15_000
/** A clock that is further off is wrong for more than signatures: it has to be set right. */
const mostLearntMs = 3_600_000

/** The hub's time, as far as this machine knows it. */
export interface HubClock {
  /** A `fetch` that notes the `Date` of each answer (RFC 9110 §6.6.1). */
  fetch(url: string, options: object): Promise<Response>
  /** What is to be added to this machine's time when something is signed for the hub. */
  readonly offsetMs: number
  /**
   * Takes over the time of the hub's last answer. Only a refusal to what was signed is worth it: a cache on
   * the way would tell the time of an older answer. False where it would change nothing, or is too far off.
   */
  learn(): boolean
  /**
   * Where the hub may refuse what we sign for its time alone: whose clock is how far off, and what to do.
   * Undefined where the clocks agree, or the hub has not told its time.
   */
  fault(): string | undefined
}

/** Made once for each hub that a process talks to. */
export function hubClock(send: typeof globalThis.fetch = (...sent) => fetch(...sent)): HubClock {
  /** How far this machine is ahead of the last answer; undefined where it told no time. */
  let aheadMs: number | undefined
  let offsetMs = 0
  const isOff = () => aheadMs !== undefined && Math.abs(aheadMs + offsetMs) > toleranceMs
  return {
    async fetch(url, options) {
      aheadMs = undefined
      const sentAt = Date.now()
      const response = await send(url, options)
      const told = Date.parse(response.headers.get("date") ?? "")
      // Told somewhere between; whole seconds.
      if (!Number.isNaN(told)) aheadMs = (sentAt + Date.now()) / 2 - (told + 500)
      return response
    },
    get offsetMs() {
      return offsetMs
    },
    learn() {
      if (!isOff() || aheadMs === undefined || Math.abs(aheadMs) > mostLearntMs) return false
      offsetMs = -aheadMs
      return true
    },
    fault: () => (isOff() && aheadMs !== undefined ? inWords(aheadMs) : undefined),
  }
}

/** A failure, with the clocks named as its cause where they are too far apart. */
export function withClock(error: unknown, clock: HubClock): unknown {
  const fault = clock.fault()
  if (fault === undefined) return error
  return new Error(`${reasonOf(error)}; ${fault}`, { cause: error })
}

const units: [name: string, ms: number][] = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000],
]

/** `2 d 3 h`: the two largest units that are not nothing. */
function spanOf(ms: number): string {
  let rest = ms
  const parts = units.flatMap(([name, size]) => {
    const count = Math.floor(rest / size)
    rest -= count * size
    return count > 0 ? [`${count} ${name}`] : []
  })
  return parts.slice(0, 2).join(" ")
}

const inWords = (aheadMs: number): string =>
  `this machine's clock is ${spanOf(Math.abs(aheadMs))} ${aheadMs > 0 ? "ahead of" : "behind"} the hub's, ` +
  `which takes ${toleranceMs / 1000} s: set the wrong one right (NTP); ` +
  "a sandbox's is turned to this machine's time on its start page"
