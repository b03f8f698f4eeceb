import type { Case } from "@tongban/standards"
import { follow } from "./follow.ts"
import type { Follower } from "./follow.ts"
import { Machine } from "./machine.ts"
import { serverNow } from "./server-time.ts"
import { faultFrom, loginPath } from "./transport.ts"
import type { Fault, Transport } from "./transport.ts"

/** What is known of the case that is followed. */
export interface CaseWatchState {
  phase: "asking" | "shown" | "signedOut" | "away"
  /** The last known state; it stays while the hub is away. */
  case?: Case | undefined
  /** When it was last heard of, by the server's clock. */
  heardAt?: Date | undefined
  /** False once changes have ceased to arrive as they happen. */
  live: boolean
  fault?: Fault | undefined
}

const comeAgainMs = 5_000

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
      this.#failed(faultFrom(error))
      return
    }
    this.move({ live: true })
    this.#follow(`/v1/cases/${encodeURIComponent(kase.id)}/events`)
  }

  /** A case that was shown stays while the hub is away; whoever has logged out leaves none behind. */
  #failed(fault: Fault): void {
    if (fault.code === "login_required") {
      this.move({ phase: "signedOut", case: undefined, fault: undefined, live: false })
      return
    }
    this.move({ phase: "away", fault, live: false })
    if (this.state.case !== undefined) this.#comeAgain()
  }

  /** A stream is refused for a while, as by a hub that is starting, or for good: asking tells which. */
  #comeAgain(): void {
    const timer = setTimeout(() => void this.start(), comeAgainMs)
    this.#unfollow = () => {
      clearTimeout(timer)
    }
  }

  /** Where the browser goes to log in, to come back to `returnTo`. */
  loginAddress(returnTo: string): string {
    return this.#transport.address(loginPath(returnTo))
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
      refused: () => {
        this.#comeAgain()
      },
    }
    this.#unfollow =
      this.#transport.follow?.(path, follower) ?? follow(this.#transport.address(path), follower)
  }

  #heard(kase: Case): void {
    this.move({ phase: "shown", case: kase, heardAt: serverNow(), fault: undefined })
  }
}
