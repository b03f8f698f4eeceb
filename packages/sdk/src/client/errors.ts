import { isProblemCode, problemText } from "@tongban/standards"
import type { ProblemCode } from "@tongban/standards"
import { faultsInWords } from "./faults.ts"

/** Marks our errors, so that the guards work across copies of this package. */
const brand = Symbol.for("tongban.error")

/** What every error of the SDK says: what happened, and how to mend it. */
export abstract class TongbanError extends Error {
  readonly [brand]: string
  /** A problem code of the catalogue, or `network`, `timeout`, `aborted`, `drift`. */
  readonly code: string
  /** What the caller can do about it. */
  readonly fix: string

  constructor(kind: string, code: string, message: string, fix: string, options?: ErrorOptions) {
    super(message, options)
    this[brand] = kind
    this.code = code
    this.fix = fix
  }
}

/** The hub, or an owner of papers, refused. */
export class ProblemError extends TongbanError {
  override readonly name = "ProblemError"
  readonly status: number
  readonly params: Readonly<Record<string, unknown>>
  /** Names the request in the hub's log. */
  readonly requestId: string | undefined

  constructor(problem: {
    code: string
    status: number
    params?: Readonly<Record<string, unknown>>
    requestId?: string | undefined
    cause?: unknown
  }) {
    const { title, next } = problemText(problem.code, "en")
    const params = problem.params ?? {}
    super("ProblemError", problem.code, title + faultsInWords(params), next, {
      cause: problem.cause,
    })
    this.status = problem.status
    this.params = params
    this.requestId = problem.requestId
  }
}

/** The other side could not be reached. */
export class NetworkError extends TongbanError {
  override readonly name = "NetworkError"
  constructor(url: string, cause: unknown) {
    super(
      "NetworkError",
      "network",
      `${new URL(url).origin} cannot be reached`,
      "Check the address and the network, then try again.",
      { cause },
    )
  }
}

/** The deadline passed. Whether the operation was done is not known; the same key finds out. */
export class TimeoutError extends TongbanError {
  override readonly name = "TimeoutError"
  constructor(url: string, cause: unknown) {
    super(
      "TimeoutError",
      "timeout",
      `${new URL(url).origin} did not answer in time`,
      "Try again; a write with the same key is not done twice.",
      { cause },
    )
  }
}

/** The caller's signal aborted it. */
export class AbortedError extends TongbanError {
  override readonly name = "AbortedError"
  constructor(cause: unknown) {
    super("AbortedError", "aborted", "the caller aborted the operation", "Nothing to mend.", {
      cause,
    })
  }
}

const isKind = (error: unknown, kind: string): boolean =>
  typeof error === "object" && error !== null && (error as Record<symbol, unknown>)[brand] === kind

/** Whether the other side refused; with a code, whether for that. Works across copies of this package. */
export const isProblemError = (error: unknown, code?: ProblemCode): error is ProblemError =>
  isKind(error, "ProblemError") && (code === undefined || (error as ProblemError).code === code)
/** Whether the other side could not be reached. */
export const isNetworkError = (error: unknown): error is NetworkError =>
  isKind(error, "NetworkError")
/** Whether the deadline passed. */
export const isTimeoutError = (error: unknown): error is TimeoutError =>
  isKind(error, "TimeoutError")
/** Whether the caller's own signal aborted it. */
export const isAbortedError = (error: unknown): error is AbortedError =>
  isKind(error, "AbortedError")

/** The refusal that a problem answer holds; any other answer of that status is told as such. */
export function problemFrom(status: number, body: unknown): ProblemError {
  const { code, params, requestId } = isRecord(body) ? body : {}
  return new ProblemError({
    code:
      typeof code === "string" && isProblemCode(code)
        ? code
        : status >= 500
          ? "unavailable"
          : "invalid_request",
    status,
    ...(isRecord(params) && { params }),
    ...(typeof requestId === "string" && { requestId }),
  })
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
