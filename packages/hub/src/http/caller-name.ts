import type { Principal } from "../policy/principal.ts"

/** Keys of different callers never meet. */
export function callerName(principal: Principal): string {
  switch (principal.kind) {
    case "citizen":
      return `citizen ${principal.clientId} ${principal.subject}`
    case "client":
      return `client ${principal.clientId}`
    case "surface":
      return `surface ${principal.surfaceId}`
    case "browser":
      return `browser ${principal.login?.personId ?? ""}`
    default:
      return principal.kind
  }
}
