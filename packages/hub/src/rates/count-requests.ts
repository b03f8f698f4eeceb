import { createHmac } from "node:crypto"
import type { FastifyRequest } from "fastify"
import type { Endpoint } from "@tongban/standards"
import { Problem } from "../http/problem.ts"
import type { Authenticate } from "../policy/authenticate.ts"
import type { Principal } from "../policy/principal.ts"
import type { Counter, Left } from "./counter.ts"
import type { RateName, Rates } from "./rates.ts"

/** What counts a request: of whom, and by which of the rates. */
type Counted = readonly [name: RateName, whom: string]

/** Whoever shares more than one counts for each. */
const alsoCounted: Readonly<Partial<Record<Endpoint["id"], RateName>>> = {
  "subjects.resolve": "resolve",
}

/** Counts the requests of an `authenticate`; tells how much is left to whom it let in. */
export function countRequests(
  authenticate: Authenticate,
  { counter, rates, addressKey }: { counter: Counter; rates: Rates; addressKey: Uint8Array },
) {
  const left = new WeakMap<FastifyRequest, Left[]>()
  // An address is somebody's: it is neither kept nor told the other processes.
  const addressOf = ({ ip }: FastifyRequest): Counted => [
    "address",
    createHmac("sha256", addressKey).update(ip).digest("base64url"),
  ]

  const counted: Authenticate = async (request, operation, now) => {
    const principal = await authenticate(request, operation, now).catch(async (error: unknown) => {
      if (error instanceof Problem) await counter.take(...addressOf(request))
      throw error
    })
    const taken: Left[] = []
    left.set(request, taken)
    const [name, whom] = personOrClient(principal) ?? addressOf(request)
    taken.push(await counter.take(name, whom))
    const also = alsoCounted[operation.id]
    if (also !== undefined && principal.kind === "client")
      taken.push(await counter.take(also, principal.department))
    return principal
  }

  return {
    authenticate: counted,
    /** draft-ietf-httpapi-ratelimit-headers-10. */
    headersOf(request: FastifyRequest): Record<string, string> {
      const taken = left.get(request) ?? []
      if (taken.length === 0) return {}
      return {
        "ratelimit-policy": taken
          .map(({ name }) => `"${name}";q=${rates[name]};w=${rates.seconds}`)
          .join(", "),
        ratelimit: taken
          .map(({ name, requests, seconds }) => `"${name}";r=${requests};t=${seconds}`)
          .join(", "),
      }
    },
  }
}

/** Undefined: nobody in particular. */
function personOrClient(principal: Principal): Counted | undefined {
  switch (principal.kind) {
    case "client":
      return ["client", principal.clientId]
    case "citizen":
      return ["person", `${principal.department} ${principal.subject}`]
    case "surface":
      return ["person", principal.personId]
    case "browser":
      return principal.login && ["person", principal.login.personId]
    default:
      return undefined
  }
}
