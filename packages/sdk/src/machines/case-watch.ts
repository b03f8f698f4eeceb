import type { Case } from "@tongban/standards"
import { Machine } from "./machine.ts"
import { faultFrom } from "./transport.ts"
import type { Fault, Transport } from "./transport.ts"

export interface CaseWatchState {
  phase: "asking" | "shown" | "away"
  /** The last known state; it stays while the hub is away. */
  case?: Case | undefined
  /** When it was last heard of. */
  heardAt?: Date | undefined
  /** Whether changes arrive as they happen. */
  live: boolean
  fault?: Fault | undefined
}

/** One case, followed: what is known is kept, and asked again when the way is open again. */
export class CaseWatch extends Machine<CaseWatchState> {
  readonly #transport: Transport
  readonly #caseId: string
  #source: EventSource | undefined

  constructor(transport: Transport, caseId: string) {
    super({ phase: "asking", live: false })
    this.#transport = transport
    this.#caseId = caseId
  }

  /** Asks once, then follows. */
  async start(): Promise<void> {
    this.stop()
    const path = `/v1/cases/${encodeURIComponent(this.#caseId)}`
    try {
      this.#heard(await this.#transport.get<Case>(path))
    } catch (error) {
      this.move({ phase: "away", fault: faultFrom(error), live: false })
      return
    }
    // The browser connects again by itself; meanwhile the last known state stays.
    const source = new EventSource(this.#transport.address(`${path}/events`))
    this.#source = source
    source.onopen = () => {
      this.#live(true)
    }
    source.onerror = () => {
      this.#live(false)
    }
    source.onmessage = ({ data }: MessageEvent<string>) => {
      this.#heard(JSON.parse(data) as Case)
    }
  }

  stop(): void {
    this.#source?.close()
    this.#source = undefined
  }

  #live(live: boolean): void {
    if (live !== this.state.live) this.move({ live })
  }

  #heard(kase: Case): void {
    this.move({ phase: "shown", case: kase, heardAt: new Date(), fault: undefined })
  }
}
