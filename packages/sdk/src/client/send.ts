import ky, { isHTTPError, isTimeoutError as isKyTimeout } from "ky"
import type { Language } from "@tongban/standards"
import type { ClientAuth } from "../client-auth/client-auth.ts"
import type { WithResponse } from "./call-promise.ts"
import { checkRequest } from "./check-request.ts"
import { AbortedError, DriftError, isNetworkError, problemFrom, TimeoutError } from "./errors.ts"
import type { Drift } from "./errors.ts"
import { schemasOf } from "./route.ts"
import type { Route } from "./route.ts"
import { linesType, toLines } from "./lines.ts"
import { retryAfterOf } from "./retry-after.ts"
import { driftOf, infoOf, NoJson, tryOnce } from "./try-once.ts"
import type { Trying } from "./try-once.ts"
import { urlOf } from "./wire.ts"
import type { Wire } from "./wire.ts"

/** What one call may be given beside its arguments. */
export interface CallOptions {
  /** Milliseconds for the whole call, retries included; 30,000 unless given. */
  deadlineMs?: number
  signal?: AbortSignal
  /** The key of a write: the same key is never done twice. Made anew for each call unless given. */
  idempotencyKey?: string
  /**
   * The `etag` of the case as it was read: a write is done only if it has not changed since, else it is refused by
   * `version_differs`.
   */
  ifMatch?: string
}

/** The headers that prove who calls; where papers are redeemed, proofs for their owners as well. */
export type Proof = Pick<ClientAuth, "authorize"> & Partial<Pick<ClientAuth, "prove">>

/** What all calls of a client have in common. */
export interface Sending {
  baseUrl: string
  auth?: Proof | undefined
  fetch?: typeof globalThis.fetch | undefined
  onDrift?: ((drift: Drift) => void) | undefined
  audit?: boolean | undefined
  checkRequests?: boolean | undefined
  language?: Language | undefined
}

const defaultDeadlineMs = 30_000
/** One try of a call: what hangs is let go of, and tried again as long as there is time. */
const tryMs = 10_000
/** Whoever asks for more patience than this is not waited for: the caller is told at once. */
const longestWaitMs = 10_000
const transientStatuses = [408, 429, 502, 503, 504]

/** Requests are checked where that costs no page a byte of what it waits for. */
const onNode = (globalThis as { process?: { versions?: object } }).process?.versions !== undefined

/** The whole of one call. Every error that it throws is of our family. */
export async function send(
  { baseUrl, auth, fetch = globalThis.fetch, language = "en", ...judging }: Sending,
  route: Route,
  wire: Wire,
  { signal, deadlineMs = defaultDeadlineMs, idempotencyKey, ifMatch }: CallOptions = {},
): Promise<WithResponse<unknown>> {
  const inLines = route.kind === "ndjson"
  // Each line of a batch is answered by itself, also one that is not as required.
  if (!inLines && (judging.checkRequests ?? onNode))
    checkRequest(await schemasOf(route), wire, language)
  const url = urlOf(baseUrl, route, wire)
  const trying = { route, auth, fetch, language }
  const isKeyed = route.idempotent === true
  const until = performance.now() + deadlineMs
  let answer: unknown

  try {
    const response = await ky(url, {
      method: route.method,
      headers: {
        accept: "application/json",
        "accept-language": language,
        ...(isKeyed && { "idempotency-key": idempotencyKey ?? crypto.randomUUID() }),
        ...(ifMatch !== undefined && { "if-match": ifMatch }),
        ...(inLines && { "content-type": linesType }),
      },
      ...(inLines
        ? { body: toLines(wire.body as readonly unknown[]) }
        : wire.body !== undefined && { json: wire.body }),
      ...(signal && { signal }),
      redirect: "manual",
      // What ky is given has arrived whole, so that its deadline and its tries hold for bodies too.
      fetch: async (request) => {
        const tried = await tryOnce(trying, request as Request)
        answer = tried.answer
        return tried.response
      },
      timeout: tryMs,
      totalTimeout: deadlineMs,
      retry: {
        limit: 3,
        // A write is tried again only under its key.
        methods: isKeyed || inLines || route.method === "GET" ? [route.method.toLowerCase()] : [],
        statusCodes: transientStatuses,
        afterStatusCodes: transientStatuses,
        shouldRetry: ({ error }) => isWorthAnotherTry(error, until - performance.now()),
        retryOnTimeout: true,
        jitter: true,
      },
    })
    const info = infoOf(response)
    await reportDrift(trying, answer, info.requestId, judging)
    return { data: answer, response: info }
  } catch (error) {
    throw told(error, trying, url, signal)
  }
}

/** Undefined leaves it to the statuses that are listed. */
function isWorthAnotherTry(error: unknown, leftMs: number): boolean | undefined {
  if (isNetworkError(error) || error instanceof NoJson) return true
  if (!isHTTPError(error)) return undefined
  const waitMs = retryAfterOf(error.response.headers, Date.now()) ?? 0
  return waitMs > longestWaitMs || waitMs >= leftMs ? false : undefined
}

async function reportDrift(
  { route, language }: Pick<Trying, "route" | "language">,
  answer: unknown,
  requestId: string | undefined,
  { audit, onDrift }: Pick<Sending, "audit" | "onDrift">,
): Promise<void> {
  if (onDrift === undefined && audit !== true) return
  const { answer: schema } = await schemasOf(route)
  const answers = route.kind === "ndjson" ? (answer as unknown[]) : [answer]
  const results = answers.map((each) => schema?.safeParse(each))
  const result = results.find((each) => each?.success === false)
  if (result?.error === undefined) return
  const issues = result.error.issues.map(({ path, message }) => ({ path: path.join("."), message }))
  const drift: Drift = { operation: route.id, issues, requestId }
  onDrift?.(drift)
  if (audit === true) throw new DriftError(drift, result.error, language)
}

function told(
  error: unknown,
  trying: Trying,
  url: string,
  signal: AbortSignal | undefined,
): unknown {
  const { language } = trying
  if (signal?.aborted === true) return new AbortedError(error, language)
  if (isKyTimeout(error)) return new TimeoutError(url, error, language)
  if (error instanceof NoJson)
    return driftOf(trying, { requestId: undefined }, error.message, error.cause)
  if (isHTTPError(error)) {
    const { status, headers } = error.response
    const also = {
      requestId: headers.get("x-request-id") ?? undefined,
      retryAfterMs: retryAfterOf(headers, Date.now()),
      cause: error,
    }
    return problemFrom(status, error.data, also, language)
  }
  return error
}
