import { reasonOf } from "./reason.ts"

/** The hub takes what is signed by a clock that is this far from its own: oidc-provider's `clockTolerance`. */
const toleranceMs = 15_000

/** How far this machine's clock is from the hub's, by the hub's last answer. */
export interface HubClock {
  /** A `fetch` that notes the `Date` of each answer (RFC 9110 §6.6.1). */
  fetch(url: string, options: object): Promise<Response>
  /**
   * Where the hub may refuse what we sign for its time alone: whose clock is how far off, and what to do.
   * Undefined where the clocks agree, or the hub has not told its time.
   */
  fault(): string | undefined
}

/** Made once for each hub that a process talks to. */
export function hubClock(): HubClock {
  let aheadMs = 0
  return {
    async fetch(url, options) {
      aheadMs = 0
      const sentAt = Date.now()
      const response = await fetch(url, options)
      const told = Date.parse(response.headers.get("date") ?? "")
      // Told somewhere between; whole seconds.
      if (!Number.isNaN(told)) aheadMs = (sentAt + Date.now()) / 2 - (told + 500)
      return response
    },
    fault: () => (Math.abs(aheadMs) > toleranceMs ? inWords(aheadMs) : undefined),
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
