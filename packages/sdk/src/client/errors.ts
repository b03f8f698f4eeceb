import type { Language, ProblemCode, ProblemText } from "@tongban/standards"
import { causes } from "./causes.ts"
import { faultsInWords } from "./faults.ts"

/** Marks our errors, so that the guards work across copies of this package. */
const brand = Symbol.for("tongban.error")

/** The kinds of our errors; each is the name of its class. */
export type ErrorKind =
  | "ProblemError"
  | "AuthRequiredError"
  | "NetworkError"
  | "TimeoutError"
  | "AbortedError"
  | "DriftError"

/** What every error of the SDK says: what happened, and how to mend it. */
export abstract class TongbanError extends Error {
  readonly [brand]: string
  /** A problem code of the catalogue, or `network`, `timeout`, `aborted`, `drift`. */
  readonly code: string
  /** What the caller can do about it. */
  readonly fix: string
  /** Names the request in the hub's log; undefined where no answer came. */
  readonly requestId: string | undefined

  constructor(
    kind: ErrorKind,
    told: { code: string; message: string; fix: string; requestId?: string | undefined },
    options?: ErrorOptions,
  ) {
    super(told.message, options)
    this[brand] = kind
    this.code = told.code
    this.fix = told.fix
    this.requestId = told.requestId
  }
}

/** What a refusal is made of. */
export interface Refusal {
  code: string
  status: number
  params?: Readonly<Record<string, unknown>>
  requestId?: string | undefined
  /** How long the other side asks to be left alone. */
  retryAfterMs?: number | undefined
  /** What happened and what comes next, in words; the code alone where nothing is said. */
  text?: ProblemText | undefined
  /** Said after the title, for who mends it. */
  detail?: string | undefined
  cause?: unknown
}

/** The hub, or an owner of papers, refused. */
export class ProblemError extends TongbanError {
  override readonly name: string = "ProblemError"
  readonly status: number
  readonly params: Readonly<Record<string, unknown>>
  /** How long the other side asks to be left alone, where it said so. */
  readonly retryAfterMs: number | undefined

  constructor(refusal: Refusal, kind: "ProblemError" | "AuthRequiredError" = "ProblemError") {
    const { code, requestId, params = {}, text, detail, cause } = refusal
    const { title, next } = text ?? { title: code, next: "" }
    const message = title + (detail === undefined ? "" : `: ${detail}`) + faultsInWords(params)
    super(kind, { code, message, fix: next, requestId }, { cause })
    this.status = refusal.status
    this.params = params
    this.retryAfterMs = refusal.retryAfterMs
  }
}

/** Who calls is not known, or no longer: log in again, or mend the client's `auth`. */
export class AuthRequiredError extends ProblemError {
  override readonly name = "AuthRequiredError"
  constructor(
    refusal: Omit<Refusal, "code" | "status"> & { code?: string },
    language: Language = "en",
  ) {
    const known = { code: "unauthenticated", text: causes.unproven[language] }
    super({ ...known, ...refusal, status: 401 }, "AuthRequiredError")
  }
}

/** The other side could not be reached, or its answer broke off. */
export class NetworkError extends TongbanError {
  override readonly name = "NetworkError"
  constructor(url: string, cause: unknown, language: Language = "en") {
    const { title, next } = causes.network[language]
    const reason = reasonOf(cause)
    const message = `${new URL(url).origin} ${title}${reason === undefined ? "" : ` (${reason})`}`
    super("NetworkError", { code: "network", message, fix: next }, { cause })
  }
}

/** The deadline passed. Whether the operation was done is not known; the same key finds out. */
export class TimeoutError extends TongbanError {
  override readonly name = "TimeoutError"
  constructor(url: string, cause: unknown, language: Language = "en") {
    const { title, next } = causes.timeout[language]
    const message = `${new URL(url).origin} ${title}`
    super("TimeoutError", { code: "timeout", message, fix: next }, { cause })
  }
}

/** The caller's signal aborted it. */
export class AbortedError extends TongbanError {
  override readonly name = "AbortedError"
  constructor(cause: unknown, language: Language = "en") {
    const { title, next } = causes.aborted[language]
    super("AbortedError", { code: "aborted", message: title, fix: next }, { cause })
  }
}

/** An answer that is not as the contract says. */
export interface Drift {
  /** `resource.verb` */
  operation: string
  /** Where in the answer, and what. */
  issues: readonly { path: string; message: string }[]
  /** Names the request in the hub's log. */
  requestId?: string | undefined
}

/** The answer cannot be used; in audit mode, it is not as the contract says. */
export class DriftError extends TongbanError {
  override readonly name = "DriftError"
  readonly drift: Drift

  constructor(drift: Drift, cause?: unknown, language: Language = "en") {
    const { operation, issues, requestId } = drift
    const { title, next } = causes.drift[language]
    const where = issues
      .slice(0, 5)
      .map(({ path, message }) => (path === "" ? message : `${path}: ${message}`))
    const message = `${operation} ${title} (${where.join("; ")})`
    super("DriftError", { code: "drift", message, fix: next, requestId }, { cause })
    this.drift = drift
  }
}

const kindOf = (error: unknown): unknown =>
  typeof error === "object" && error !== null
    ? (error as Record<symbol, unknown>)[brand]
    : undefined

/** Whether an error is one of the SDK's family. Works across copies of this package, as all guards do. */
export const isTongbanError = (error: unknown): error is TongbanError =>
  typeof kindOf(error) === "string"
/** Whether the other side refused; with a code, whether for that. */
export const isProblemError = (error: unknown, code?: ProblemCode): error is ProblemError =>
  (kindOf(error) === "ProblemError" || isAuthRequiredError(error)) &&
  (code === undefined || (error as ProblemError).code === code)
/** Whether who calls is not known, or no longer. */
export const isAuthRequiredError = (error: unknown): error is AuthRequiredError =>
  kindOf(error) === "AuthRequiredError"
/** Whether the other side could not be reached. */
export const isNetworkError = (error: unknown): error is NetworkError =>
  kindOf(error) === "NetworkError"
/** Whether the deadline passed. */
export const isTimeoutError = (error: unknown): error is TimeoutError =>
  kindOf(error) === "TimeoutError"
/** Whether the caller's own signal aborted it. */
export const isAbortedError = (error: unknown): error is AbortedError =>
  kindOf(error) === "AbortedError"
/** Whether the answer was not as the contract says. */
export const isDriftError = (error: unknown): error is DriftError => kindOf(error) === "DriftError"

/** The refusal that a problem answer holds; any other answer of that status is told as such. */
export function problemFrom(
  status: number,
  body: unknown,
  also: Pick<Refusal, "requestId" | "retryAfterMs" | "cause"> = {},
  language: Language = "en",
): ProblemError {
  const { code, params, requestId, title, detail } = isRecord(body) ? body : {}
  const isTold = isCode(code)
  const refusal: Refusal = {
    ...also,
    status,
    code: isTold ? code : codeOf(status),
    text: isTold
      ? { title: textOf(title) ?? code, next: textOf(detail) ?? "" }
      : causes.refused[language],
    ...(isRecord(params) && { params }),
    ...(typeof requestId === "string" && { requestId }),
  }
  return status === 401 ? new AuthRequiredError(refusal) : new ProblemError(refusal)
}

/** What a status alone tells: the answer is a proxy's own page. */
function codeOf(status: number): ProblemCode {
  if (status === 401) return "unauthenticated"
  return status >= 500 || status === 408 || status === 429 ? "unavailable" : "invalid_request"
}

/** The first system code in the chain of causes, such as `ECONNREFUSED`. */
function reasonOf(cause: unknown, depth = 5): string | undefined {
  if (depth === 0 || !(cause instanceof Error)) return undefined
  if ("code" in cause && typeof cause.code === "string") return cause.code
  return reasonOf(cause.cause, depth - 1)
}

const isCode = (value: unknown): value is string =>
  typeof value === "string" && /^[a-z_]{1,60}$/.test(value)

const longestText = 300
const textOf = (value: unknown): string | undefined =>
  typeof value === "string" ? value.slice(0, longestText) : undefined

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
