import type { Case } from "@tongban/standards"
import { follow } from "./follow.ts"
import type { Follower } from "./follow.ts"
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

/** One case, followed: what is known is kept, and asked again when the way is open again. */
export class CaseWatch extends Machine<CaseWatchState> {
  readonly #transport: Transport
  readonly #caseId: string
  #unfollow: (() => void) | undefined
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
    this.#follow(`${path}/events`)
  }

  /** Stops following. What is known stays. */
  stop(): void {
    this.#started++
    this.#unfollow?.()
    this.#unfollow = undefined
  }

  #follow(path: string): void {
    const follower: Follower<Case> = {
      live: (live) => {
        if (live !== this.state.live) this.move({ live })
      },
      heard: (kase) => {
        this.#heard(kase)
      },
    }
    this.#unfollow =
      this.#transport.follow?.(path, follower) ?? follow(this.#transport.address(path), follower)
  }

  #heard(kase: Case): void {
    this.move({ phase: "shown", case: kase, heardAt: new Date(), fault: undefined })
  }
}
