import type { Case } from "@tongban/standards"
import { Machine } from "./machine.ts"
import { faultFrom } from "./transport.ts"
import type { Fault, Transport } from "./transport.ts"

/** What is known of the case that is followed. */
export interface CaseWatchState {
  phase: "asking" | "shown" | "away"
  /** The last known state; it stays while the hub is away. */
  case?: Case | undefined
  /** When it was last heard of. */
  heardAt?: Date | undefined
  /** False once changes have ceased to arrive as they happen. */
  live: boolean
  fault?: Fault | undefined
}

/** A browser gives a stream up for good where it is refused, as by a hub that is starting: we come again. */
const comeAgainMs = 5_000

/** One case, followed: what is known is kept, and asked again when the way is open again. */
export class CaseWatch extends Machine<CaseWatchState> {
  readonly #transport: Transport
  readonly #caseId: string
  #source: EventSource | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #started = 0

  constructor(transport: Transport, caseId: string) {
    super({ phase: "asking", live: false })
    this.#transport = transport
    this.#caseId = caseId
  }

  /** Asks once, then follows. */
  async start(): Promise<void> {
    this.stop()
    const started = ++this.#started
    const path = `/v1/cases/${encodeURIComponent(this.#caseId)}`
    try {
      const kase = await this.#transport.get<Case>(path)
      // Stopped, or started anew, while it was asked.
      if (started !== this.#started) return
      this.#heard(kase)
    } catch (error) {
      if (started !== this.#started) return
      this.move({ phase: "away", fault: faultFrom(error), live: false })
      return
    }
    this.move({ live: true })
    this.#follow(path)
  }

  /** Stops following. What is known stays. */
  stop(): void {
    this.#started++
    clearTimeout(this.#timer)
    this.#source?.close()
    this.#source = undefined
  }

  #follow(path: string): void {
    // The browser connects again by itself; meanwhile the last known state stays.
    const source = new EventSource(this.#transport.address(`${path}/events`))
    this.#source = source
    source.onopen = () => {
      this.#live(true)
    }
    source.onerror = () => {
      this.#live(false)
      if (source.readyState !== EventSource.CLOSED) return
      this.#timer = setTimeout(() => {
        this.#follow(path)
      }, comeAgainMs)
    }
    source.onmessage = ({ data }: MessageEvent<string>) => {
      this.#heard(JSON.parse(data) as Case)
    }
  }

  #live(live: boolean): void {
    if (live !== this.state.live) this.move({ live })
  }

  #heard(kase: Case): void {
    this.move({ phase: "shown", case: kase, heardAt: new Date(), fault: undefined })
  }
}
