import type { Caller, Endpoint, ProblemCode } from "@tongban/standards"
import type { Principal } from "./principal.ts"

/**
 * The one policy function: may this caller use this operation? Deny by default. Which objects they
 * may touch follows from the keys of the rows, which begin with their department or subject.
 *
 * @returns the problem that refuses, or undefined where it is allowed.
 */
export function authorize(
  operation: Pick<Endpoint, "callers" | "scope">,
  principal: Principal,
): ProblemCode | undefined {
  if (operation.callers.includes("public")) return undefined
  if (principal.kind === "nobody") return "unauthenticated"
  if (!operation.callers.includes(callerOf(principal))) return "forbidden"
  if (principal.kind !== "citizen" || operation.scope === undefined) return undefined
  return principal.scopes.has(operation.scope) ? undefined : "forbidden"
}

function callerOf(principal: Exclude<Principal, { kind: "nobody" }>): Caller {
  return principal.kind === "client" ? principal.clientKind : principal.kind
}
