import {
  findCase,
  getCase,
  getItem,
  getPicked,
  hideCase,
  listCases,
  showCase,
  urgeCase,
  watchCase,
  withdrawCase,
} from "@tongban/standards"
import type { Endpoint } from "@tongban/standards"
import type { HubCall } from "./hub-call.ts"

/** Operations that a page may reach through the gateway; each lets a citizen in. */
const proxied: readonly Endpoint[] = [
  getItem,
  listCases,
  getCase,
  findCase,
  watchCase,
  withdrawCase,
  urgeCase,
  hideCase,
  showCase,
  getPicked,
]

/** The operation that a page reaches by a method and a path of the hub's. */
export const proxiedAt = (method: string, path: string): Endpoint | undefined =>
  proxied.find((each) => each.method === method && matches(each.path, path))

/** What a page asks of an operation, as the hub is asked: a write under the page's own key, or one for this try. */
export async function askedBy(
  request: Request,
  { method, body, idempotent }: Endpoint,
  path: string,
): Promise<HubCall> {
  const key = request.headers.get("idempotency-key") ?? crypto.randomUUID()
  return {
    method,
    path,
    ...(idempotent === true && { headers: { "idempotency-key": key } }),
    // What is no JSON is told by the hub, as any other body that is not as required.
    ...(body && { body: (await request.json().catch(() => undefined)) as unknown }),
  }
}

/** Whether a path is one of a pattern, `:name` standing for any part. */
export function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split("/")
  const given = path.split("/")
  return (
    wanted.length === given.length &&
    wanted.every((part, at) =>
      part.startsWith(":") ? /^[^/.][^/]*$/.test(given[at] ?? "") : part === given[at],
    )
  )
}
