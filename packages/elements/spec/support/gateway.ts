import { executeServerCommand } from "@web/test-runner-commands"
import type { Case, ProblemCode } from "@tongban/standards"
import type { Gateway as ServedGateway } from "../../test/support/gateway.ts"
import type { GatewayCall } from "../runner/gateways.ts"
import { until } from "./look.ts"

/** What stands in each call beside the gateway's id. */
type Told<Call = GatewayCall> = Call extends unknown ? Omit<Call, "id"> : never

interface Asked {
  method: string
  path: string
  headers: Record<string, string | undefined>
  body: unknown
}

let count = 0

/** A session gateway of the test's own on the runner's server: real HTTP, with the answers under the test's hand. */
export class Gateway {
  readonly #id: string

  private constructor(id: string) {
    this.#id = id
  }

  static async open(): Promise<Gateway> {
    const gateway = new Gateway(`${Date.now().toString(36)}-${++count}`)
    await gateway.#tell({ call: "open", origin: location.origin })
    return gateway
  }

  /** The attribute by which an element finds it. */
  get path(): string {
    return `/gateways/${this.#id}`
  }

  signIn = (session: ServedGateway["session"]) => this.#tell({ call: "signIn", session })
  /** Refuses what is asked under a path. */
  refuse = (path: string, code: ProblemCode = "unavailable") =>
    this.#tell({ call: "refuse", path, code })
  /** Lets what is asked under a path wait in vain. */
  hang = (path: string) => this.#tell({ call: "hang", path })
  /** Answers again. */
  recover = () => this.#tell({ call: "recover" })
  forgetCases = () => this.#tell({ call: "forgetCases" })
  cutStreams = () => this.#tell({ call: "cutStreams" })
  /** The hub has learned of a change. */
  report = (kase: Case) => this.#tell({ call: "report", kase })

  async asked(path: string): Promise<Asked[]> {
    return (await this.#tell<Asked[]>({ call: "asked" })).filter((each) => each.path === path)
  }

  /** Resolves once exactly these cases are followed by a stream each. */
  async streams(...cases: string[]): Promise<void> {
    await until(
      async () => String(await this.#tell<string[]>({ call: "streams" })) === String(cases),
    )
  }

  #tell<Answer = true>(told: Told): Promise<Answer> {
    return executeServerCommand<Answer, object>("gateway", { id: this.#id, ...told })
  }
}
