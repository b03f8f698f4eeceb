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

/** A case by its id, or by the number that its department gave it. */
export type WatchedCase = { id: string } | { number: string }

/** One case, followed: what is known is kept, and asked again when the way is open again. */
export class CaseWatch extends Machine<CaseWatchState> {
  readonly #transport: Transport
  readonly #path: string
  #unfollow: (() => void) | undefined
  #started = 0

  constructor(transport: Transport, which: WatchedCase) {
    super({ phase: "asking", live: false })
    this.#transport = transport
    this.#path =
      "id" in which
        ? `/v1/cases/${encodeURIComponent(which.id)}`
        : `/v1/case-numbers/${encodeURIComponent(which.number)}`
  }

  /** Asks once, then follows. */
  async start(): Promise<void> {
    this.stop()
    const started = ++this.#started
    let kase: Case
    try {
      kase = await this.#transport.get<Case>(this.#path)
      // Stopped, or started anew, while it was asked.
      if (started !== this.#started) return
      this.#heard(kase)
    } catch (error) {
      if (started !== this.#started) return
      this.move({ phase: "away", fault: faultFrom(error), live: false })
      return
    }
    this.move({ live: true })
    this.#follow(`/v1/cases/${encodeURIComponent(kase.id)}/events`)
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
