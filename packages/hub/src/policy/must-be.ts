import type { Of, Principal } from "./principal.ts"

/** Narrows a caller to the kind that the contract lets in. Another kind here is our own mistake. */
export function mustBe<K extends Principal["kind"]>(kind: K, principal: Principal): Of<K> {
  if (principal.kind !== kind) throw new Error(`expected a ${kind}, not a ${principal.kind}`)
  return principal as Of<K>
}
