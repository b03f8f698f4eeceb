import type { Endpoint } from "@tongban/standards"

/** What of an operation travels with the client. Its schemas stay in the contract, which says the same. */
export interface Route {
  readonly id: Endpoint["id"]
  readonly method: Endpoint["method"]
  readonly path: Endpoint["path"]
  readonly idempotent?: true
  /** Lines of JSON in both directions; each line is a write under a key of its own. */
  readonly kind?: "ndjson"
}

/** The way to one operation, with its types and without its schemas. */
export type RouteTo<E extends Endpoint> = Route & { readonly endpoint?: E }

type Facts<E extends Endpoint> = Pick<E, "id" | "method" | "path"> &
  (E extends { idempotent: true } ? { idempotent: true } : { idempotent?: never }) &
  (E extends { kind: "ndjson" } ? { kind: "ndjson" } : { kind?: never })

/** A way to an operation of the contract; what differs from the contract does not compile. */
export const routeTo =
  <E extends Endpoint>() =>
  (facts: Facts<E>): RouteTo<E> =>
    facts

/** The schemas of an operation: those that it carries, else those of the contract, loaded when first asked for. */
export async function schemasOf(
  route: Route | Endpoint,
): Promise<Pick<Endpoint, "params" | "query" | "body" | "answer">> {
  if ("callers" in route) return route
  const { contract } = await import("@tongban/standards/contract")
  return Object.values<Endpoint>(contract).find(({ id }) => id === route.id) ?? {}
}
