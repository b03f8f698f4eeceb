import { Machine } from "./machine.ts"
import { faultFrom, loginPath } from "./transport.ts"
import type { Fault, Transport } from "./transport.ts"

/** The person, as the portal may know them. */
export interface SignedIn {
  /** The masked name, `*秋月`. */
  name: string
  assurance: { level: number; scheme: string; value: string }
  /** RFC 3339 */
  endsAt: string
}

/** Who is logged in, or what is under way. */
export interface LoginState {
  phase: "asking" | "signedOut" | "signedIn" | "leaving" | "away"
  person?: SignedIn | undefined
  fault?: Fault | undefined
}

type SessionAnswer = { signedIn: false } | ({ signedIn: true } & SignedIn)

/** Who is logged in at this portal. It never sees a token. */
export class LoginMachine extends Machine<LoginState> {
  readonly #transport: Transport
  #asked = 0

  constructor(transport: Transport) {
    super({ phase: "asking" })
    this.#transport = transport
  }

  /** Asks the gateway who is logged in. */
  ask(): Promise<void> {
    this.move({ phase: "asking", fault: undefined })
    return this.look()
  }

  /** Asks without a word of it: the login may have ended elsewhere, or begun. */
  async look(): Promise<void> {
    const asked = ++this.#asked
    try {
      const answer = await this.#transport.get<SessionAnswer>("/session")
      // A later question has taken over: this answer is old.
      if (asked !== this.#asked) return
      const { signedIn } = answer
      this.move({
        phase: signedIn ? "signedIn" : "signedOut",
        person: signedIn ? answer : undefined,
        fault: undefined,
      })
    } catch (error) {
      const fault = faultFrom(error)
      // Nobody waits for the answer to a mere look: what was known stays.
      if (asked === this.#asked && this.state.phase === "asking")
        this.move({ phase: "away", fault })
    }
  }

  /** Where the browser goes to log in, to come back to `returnTo`. */
  address(returnTo: string): string {
    return this.#transport.address(loginPath(returnTo))
  }

  /** Logs out here and at the hub. */
  async leave(): Promise<void> {
    const { person } = this.state
    this.move({ phase: "leaving" })
    try {
      await this.#transport.post("/logout")
      // Whatever was asked before has an old answer.
      this.#asked++
      this.move({ phase: "signedOut", person: undefined, fault: undefined })
    } catch (error) {
      this.move({ phase: "signedIn", person, fault: faultFrom(error) })
    }
  }
}
