import { HubFault } from "./hub.ts"
import type { ConsentState, SurfaceHub } from "./hub.ts"

const everyMs = 2000

/**
 * Asks the hub, by the frame's own token, what became of a consent (protocol M7), until it is decided
 * or over. A hub that is away is asked again.
 *
 * @returns what stops it
 */
export function watchConsent(
  hub: SurfaceHub,
  consent: string,
  heard: (outcome: ConsentState | HubFault) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false
  const stop = () => {
    stopped = true
    clearTimeout(timer)
    removeEventListener("focus", look)
  }
  const ask = async () => {
    const outcome = await hub.consent(consent).catch(faultIn)
    if (stopped) return
    clearTimeout(timer)
    if (isOpen(outcome)) {
      timer = setTimeout(look, everyMs)
      return
    }
    stop()
    heard(outcome)
  }
  const look = () => void ask()
  // Whoever comes back from the page that asked need not wait for the next turn.
  addEventListener("focus", look)
  timer = setTimeout(look, everyMs)
  return stop
}

const isOpen = (outcome: ConsentState | HubFault): boolean =>
  outcome instanceof HubFault ? outcome.fault.code === "unavailable" : outcome.state === "open"

function faultIn(error: unknown): HubFault {
  if (error instanceof HubFault) return error
  throw error
}
