import ky, { isHTTPError, isNetworkError, isTimeoutError } from "ky"
import type { Answer, Body, Call, Endpoint, Schema } from "@tongban/standards"
import type { ClientAuth } from "../client-auth/client-auth.ts"
import { AbortedError, NetworkError, problemFrom, TimeoutError } from "./errors.ts"

/** An answer that is not as the contract says. */
export interface Drift {
  /** `resource.verb` */
  operation: string
  /** Where in the answer, and what. */
  issues: readonly { path: string; message: string }[]
}

/** What one call may be given beside its arguments. */
export interface CallOptions {
  /** Milliseconds for the whole call, retries included. */
  deadlineMs?: number
  signal?: AbortSignal
  /** The key of a write: the same key is never done twice. Made anew for each call unless given. */
  idempotencyKey?: string
}

type Given<E extends Endpoint> = (E extends { params: Schema } ? Pick<Call<E>, "params"> : object) &
  (E extends { query: Schema } ? Pick<Call<E>, "query"> : object) &
  (E extends { body: Schema } ? { body: Body<E> } : object)

interface Wire {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: unknown
}

export interface Caller {
  <E extends Endpoint>(operation: E, given: Given<E>, options?: CallOptions): Promise<Answer<E>>
}

export interface CallerOptions {
  baseUrl: string
  auth?: ClientAuth | undefined
  fetch?: typeof globalThis.fetch | undefined
  onDrift?: ((drift: Drift) => void) | undefined
}

const defaultDeadlineMs = 30_000
/** A hub that asks for more patience than this is not waited for. */
const longestRetryAfterMs = 10_000

/** Calls operations of the contract: retries, deadline, proof, problems; the answer stays as received. */
export function createCaller({ baseUrl, auth, fetch, onDrift }: CallerOptions): Caller {
  return async (operation, given, options = {}) => {
    const { params = {}, query = {}, body } = given as Wire
    const path = operation.path.replaceAll(/:(\w+)/g, (_, name: string) =>
      encodeURIComponent(params[name] ?? ""),
    )
    const url = new URL(path, baseUrl)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    const key =
      operation.idempotent === true ? (options.idempotencyKey ?? crypto.randomUUID()) : undefined

    try {
      const response = await ky(url.href, {
        method: operation.method,
        ...(body !== undefined && { json: body }),
        ...(key !== undefined && { headers: { "idempotency-key": key } }),
        ...(options.signal && { signal: options.signal }),
        ...(fetch && { fetch }),
        redirect: "error",
        totalTimeout: options.deadlineMs ?? defaultDeadlineMs,
        retry: {
          limit: 3,
          // A write is tried again only under its key.
          methods:
            key === undefined && operation.method !== "GET" ? [] : [operation.method.toLowerCase()],
          statusCodes: [408, 429, 502, 503, 504],
          maxRetryAfter: longestRetryAfterMs,
          retryOnTimeout: true,
          jitter: true,
        },
        hooks: {
          beforeRequest: [
            async ({ request }) => {
              if (auth === undefined) return
              // Anew for each try: a proof is good once.
              const headers = await auth.authorize(request.method, request.url)
              for (const [name, value] of Object.entries(headers)) request.headers.set(name, value)
            },
          ],
        },
      })
      if (response.status === 204) return undefined as Answer<typeof operation>
      const answer: unknown = await response.json()
      reportDrift(operation, answer, onDrift)
      return answer as Answer<typeof operation>
    } catch (error) {
      throw await told(error, url.href, options.signal)
    }
  }
}

function reportDrift(
  operation: Endpoint,
  answer: unknown,
  onDrift: CallerOptions["onDrift"],
): void {
  if (onDrift === undefined || operation.answer === undefined) return
  const result = operation.answer.safeParse(answer)
  if (result.success) return
  const issues = result.error.issues.map(({ path, message }) => ({ path: path.join("."), message }))
  onDrift({ operation: operation.id, issues })
}

async function told(
  error: unknown,
  url: string,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  if (signal?.aborted === true) return new AbortedError(error)
  if (isHTTPError(error))
    return problemFrom(error.response.status, error.data ?? (await bodyOf(error.response)))
  if (isTimeoutError(error)) return new TimeoutError(url, error)
  if (isNetworkError(error) || error instanceof SyntaxError) return new NetworkError(url, error)
  return error
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    // Not JSON: a proxy's own page. The status says enough.
    return undefined
  }
}
