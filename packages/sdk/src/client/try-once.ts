import type { Language } from "@tongban/standards"
import type { ClientAuth } from "../client-auth/client-auth.ts"
import type { AnswerInfo } from "./call-promise.ts"
import { AuthRequiredError, DriftError, isTongbanError, NetworkError } from "./errors.ts"
import { fromLines } from "./lines.ts"
import type { Route } from "./route.ts"
import { retryAfterOf } from "./retry-after.ts"
import { AnswerTooLong, wholeText } from "./whole-answer.ts"

/** The longest answer of the contract, a sealed paper of 20 MB, with room. */
const mostAnswerBytes = 32 * 1024 * 1024

/** What a try needs. */
export interface Trying {
  route: Route
  auth: Pick<ClientAuth, "authorize"> | undefined
  fetch: typeof globalThis.fetch
  /** In which the hub, and our own errors, say what is wrong. */
  language: Language
}

/** What a try brought: the answer for ky, which holds deadline and retries, and what it says. */
export interface Tried {
  response: Response
  /** Undefined where there is none, or where it is a refusal. */
  answer: unknown
}

/**
 * One try of a call: proof, request, and the whole answer. It ends with the request's signal, also
 * where `fetch` or `auth` do not look at it.
 */
export function tryOnce(trying: Trying, request: Request): Promise<Tried> {
  const { signal } = request
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(signal.reason as Error)
    }
    if (signal.aborted) abort()
    signal.addEventListener("abort", abort)
    attempt(trying, request)
      .then(resolve, reject)
      .finally(() => {
        signal.removeEventListener("abort", abort)
      })
  })
}

async function attempt(trying: Trying, request: Request): Promise<Tried> {
  await prove(trying, request)
  const response = await reached(trying, request)
  refuseRedirect(trying, response)
  const text = await textOf(trying, response, request)
  const says = response.ok && response.status !== 204
  const read = trying.route.kind === "ndjson" ? parsedLines : parsed
  return { response: again(response, text), answer: says ? read(text) : undefined }
}

/** Anew for each try: a proof is good once. */
async function prove({ auth, language }: Trying, request: Request): Promise<void> {
  if (auth === undefined) return
  try {
    const headers = await auth.authorize(request.method, request.url)
    for (const [name, value] of Object.entries(headers)) request.headers.set(name, value)
  } catch (cause) {
    if (isTongbanError(cause)) throw cause
    const detail = cause instanceof Error ? cause.message : undefined
    throw new AuthRequiredError({ cause, detail }, language)
  }
}

/** Whatever a `fetch` fails with, it is that nothing came. */
async function reached({ fetch, language }: Trying, request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch (cause) {
    throw new NetworkError(request.url, cause, language)
  }
}

/** No operation redirects: whoever does is not the hub, and would be told what was meant for it. */
function refuseRedirect(trying: Trying, response: Response): void {
  const { type, status } = response
  if (type !== "opaqueredirect" && (status < 300 || status >= 400 || status === 304)) return
  throw driftOf(trying, infoOf(response), "it was redirected, and no redirect is followed")
}

async function textOf(trying: Trying, response: Response, { url }: Request): Promise<string> {
  try {
    return await wholeText(response, mostAnswerBytes)
  } catch (cause) {
    if (cause instanceof AnswerTooLong)
      throw driftOf(trying, infoOf(response), cause.message, cause)
    throw new NetworkError(url, cause, trying.language)
  }
}

/** An answer that is no JSON object, as every answer is: cut without a trace of it, or not the hub's. */
export class NoJson extends Error {
  override readonly name = "NoJson"
}

function parsed(text: string): unknown {
  try {
    const answer: unknown = JSON.parse(text)
    if (typeof answer === "object" && answer !== null && !Array.isArray(answer)) return answer
  } catch (cause) {
    throw new NoJson("the answer is no JSON", { cause })
  }
  throw new NoJson("the answer is no JSON object")
}

function parsedLines(text: string): unknown[] {
  try {
    return fromLines(text)
  } catch (cause) {
    throw new NoJson("the answer is no lines of JSON", { cause })
  }
}

/** The same answer, arrived; `Retry-After` in seconds, or gone where it makes no sense. */
function again(response: Response, text: string): Response {
  const headers = new Headers(response.headers)
  headers.delete("retry-after")
  const waitMs = retryAfterOf(response.headers, Date.now())
  if (waitMs !== undefined) headers.set("retry-after", String(Math.ceil(waitMs / 1000)))
  const { status } = response
  const hasBody = status !== 204 && status !== 205 && status !== 304
  return new Response(hasBody ? text : null, { status, headers })
}

/** What stands around an answer. */
export const infoOf = ({ status, headers }: Response): AnswerInfo => ({
  status,
  headers,
  etag: headers.get("etag") ?? undefined,
  requestId: headers.get("x-request-id") ?? undefined,
})

/** An answer that cannot be used, in a sentence. */
export const driftOf = (
  { route, language }: Pick<Trying, "route" | "language">,
  { requestId }: Pick<AnswerInfo, "requestId">,
  message: string,
  cause?: unknown,
): DriftError =>
  new DriftError(
    { operation: route.id, issues: [{ path: "", message }], requestId },
    cause,
    language,
  )
