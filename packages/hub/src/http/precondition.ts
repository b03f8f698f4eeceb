import type { FastifyRequest } from "fastify"
import type { Endpoint, ObjectKind, Reach } from "@tongban/standards"
import type { Principal } from "../policy/principal.ts"
import type { Trx } from "../store/database.ts"
import { namesVersion } from "./entity-tag.ts"
import type { Services } from "./operation.ts"
import { Problem } from "./problem.ts"

/** Who asks, and where to look. */
export interface Lookup extends Pick<Services, "registry"> {
  db: Trx
  principal: Principal
}

/**
 * The version that the caller's object of this name has, held until the end of the transaction; undefined where there is
 * none. For each kind of object that a versioned write may change.
 */
export type Versions = {
  readonly [Kind in ObjectKind]?: (by: Lookup, name: string) => Promise<number | undefined>
}

/**
 * Holds `If-Match` against what a write is about to change, in the write's own transaction.
 *
 * @throws {Problem} `version_differs`
 */
export type Precondition = (by: Lookup, params: unknown, header: string) => Promise<void>

/** The precondition of an operation, by what the contract says of it; undefined where it looks at no version. */
export function preconditionOf(operation: Endpoint, versions: Versions): Precondition | undefined {
  if (operation.versioned !== true || operation.method === "GET") return undefined
  const { name, none, versionOf } = changedBy(operation, versions)
  return async (by, params, header) => {
    const version = await versionOf(by, String((params as Record<string, unknown>)[name]))
    // What is not there is refused by the write itself, as it always is.
    if (version === undefined && none !== "served") return
    if (version === undefined || !namesVersion(header, version))
      throw new Problem("version_differs", { ...(version !== undefined && { version }) })
  }
}

/** The `If-Match` of a write. One that nobody would look at is refused: whoever sent it counts on it. */
export function ifMatchOf(
  { method, headers }: FastifyRequest,
  precondition: Precondition | undefined,
): string | undefined {
  const header = headers["if-match"]
  if (header !== undefined && precondition === undefined && method !== "GET")
    throw new Problem("invalid_request", {
      faults: [{ place: "headers.if-match", rule: "unconditional" }],
    })
  return header
}

/** The object that the path names: the first of its reach. */
function changedBy({ id, reach }: Endpoint, versions: Versions) {
  const [first] = reach as readonly (Reach | undefined)[]
  const versionOf = first && versions[first.object]
  const [part, name] = first?.at.split(".") ?? []
  if (first === undefined || versionOf === undefined || part !== "params" || name === undefined)
    throw new Error(`${id} is versioned, and the path names nothing that has a version`)
  return { name, none: first.none, versionOf }
}
