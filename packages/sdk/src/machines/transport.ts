import { tellEntry, unavailable } from "@tongban/standards/words"
import type { Language } from "@tongban/standards/words"
import type { Follower } from "./follow.ts"
import { hearTime } from "./server-time.ts"

/** What an element shows of a refusal: the gateway's words, in the language that was asked for. */
export interface Fault {
  /** A problem code of the catalogue. */
  code: string
  title: string
  /** What is kept, and what comes next. */
  next: string
  requestId?: string | undefined
}

/** The gateway's refusal, or no answer at all. */
export class TransportFault extends Error {
  override readonly name = "TransportFault"
  readonly fault: Fault

  constructor(fault: Fault) {
    super(fault.code)
    this.fault = fault
  }
}

/** Called whenever a gateway says that nobody is logged in (any more). */
export const signedOut = new Set<() => void>()

/** What a machine needs of the gateway on the page's own origin. */
export interface Transport {
  /** Reads. @throws {TransportFault} */
  get<T>(path: string): Promise<T>
  /** Writes. @throws {TransportFault} */
  post<T>(path: string, body?: unknown): Promise<T>
  /** Takes away. @throws {TransportFault} */
  delete<T>(path: string): Promise<T>
  /** The address of a page or stream of the gateway. */
  address(path: string): string
  /** Follows a stream otherwise than by `EventSource`. */
  follow?<T>(path: string, to: Follower<T>): () => void
}

/** The gateway's way to the login, and back to a path of the portal. */
export const loginPath = (returnTo: string): string =>
  `/login?return=${encodeURIComponent(returnTo)}`

/** After this long without an answer the gateway counts as away. */
const deadlineMs = 20_000

/**
 * Same-origin requests to the gateway, with the header that only the page's own script can send.
 *
 * @param language - the language of refusals, asked anew for each request
 */
export function gatewayTransport(base: string, language: () => Language): Transport {
  const request = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const left = new AbortController()
    const timer = setTimeout(() => {
      left.abort()
    }, deadlineMs)
    let refusal: Problem | undefined
    try {
      const response = await fetch(base + path, {
        method,
        headers: {
          "accept-language": language(),
          "tongban-request": "1",
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: left.signal,
      })
      hearTime(response)
      const answer: unknown = response.status === 204 ? undefined : await response.json()
      if (response.ok) return answer as T
      refusal = answer as Problem
    } catch {
      // No answer at all is told below, as the gateway being away.
    } finally {
      clearTimeout(timer)
    }
    const fault = faultOf(refusal, language())
    if (fault.code === "login_required") for (const tell of signedOut) tell()
    throw new TransportFault(fault)
  }

  return {
    get: (path) => request("GET", path),
    post: (path, body) => request("POST", path, body),
    delete: (path) => request("DELETE", path),
    address: (path) => base + path,
  }
}

/** What may stand in a problem answer (RFC 9457). */
interface Problem {
  code?: string
  title?: string
  detail?: string
  requestId?: string
}

/** The refusal in the gateway's words; without an answer, that it is away. */
function faultOf(problem: Problem | undefined, language: Language): Fault {
  const away = tellEntry(unavailable, language)
  const { code = "unavailable", title = away.title, detail = away.next, requestId } = problem ?? {}
  return { code, title, next: detail, requestId }
}

/** The fault that a machine's request failed with. Anything else is a mistake of ours, and thrown on. */
export function faultFrom(error: unknown): Fault {
  if (error instanceof TransportFault) return error.fault
  throw error
}
