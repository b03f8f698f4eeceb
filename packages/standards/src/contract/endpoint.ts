import type { ZodMiniType, output } from "zod/mini"
import type { ProblemCode } from "../problems/catalogue.ts"
import type { Caller } from "./caller.ts"
import type { Reach } from "./reach.ts"

/** A zod/mini schema of any shape. */
export type Schema = ZodMiniType

/** Scopes that a citizen's token may carry. */
export const citizenScopes = [
  "case:create",
  "case:read",
  "case:change",
  "surface:create",
  "session:end",
] as const
/** One of `citizenScopes`. */
export type CitizenScope = (typeof citizenScopes)[number]

/** One operation of the contract: the only place where it is described. */
export interface Endpoint {
  /** `resource.verb`, also the path of the SDK's method. */
  readonly id: `${string}.${string}`
  /**
   * `json`: one JSON answer; `page`: HTML; `stream`: server-sent events whose data is `answer`;
   * `ndjson`: lines of JSON, `body` what one holds and `answer` what answers one;
   * `foreign`: another protocol under this path, listed for its authorisation only.
   */
  readonly kind: "json" | "page" | "stream" | "ndjson" | "foreign"
  readonly method: "GET" | "POST" | "PUT" | "DELETE"
  /** `:name` marks a parameter; every one stands in `params`, and no other. */
  readonly path: `/${string}`
  readonly summary: string
  readonly callers: readonly Caller[]
  /** Whose objects it reaches (decision 43). Empty only where it names nobody's. */
  readonly reach: readonly Reach[]
  /** The scope that a citizen's token needs for it. */
  readonly scope?: CitizenScope
  /** Writes carry an Idempotency-Key: the same key and body give the same answer, for 72 hours. */
  readonly idempotent?: true
  /**
   * Its answer carries a strong `ETag` (decision 47). A read with `If-None-Match` is answered 304 where it would say the
   * same again; a write with `If-Match` is done only to that version of its case, else refused by `version_differs`.
   */
  readonly versioned?: true
  readonly params?: Schema
  readonly query?: Schema
  readonly body?: Schema
  readonly answer?: Schema
  /** The status of success; 200 unless said, 204 where there is no answer. */
  readonly status?: 200 | 201 | 204
  /** The problems it may answer, beside those that any operation may (`commonProblems`). */
  readonly problems: readonly ProblemCode[]
}

type PathParams<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | PathParams<`/${Rest}`>
  : P extends `${string}:${infer Name}`
    ? Name
    : never

type ParamsMatch<E extends Endpoint> = [PathParams<E["path"]>] extends [never]
  ? { params?: never }
  : E["params"] extends Schema
    ? [PathParams<E["path"]>] extends [keyof output<E["params"]>]
      ? [keyof output<E["params"]>] extends [PathParams<E["path"]>]
        ? unknown
        : { params: "names a parameter that the path lacks" }
      : { params: "lacks a parameter of the path" }
    : { params: Schema }

type CallersSeen<E extends Endpoint> = E["reach"][number] extends infer R
  ? R extends Reach
    ? [E["callers"][number]] extends [keyof R["sees"]]
      ? [keyof R["sees"]] extends [E["callers"][number]]
        ? never
        : "sees names somebody who is no caller"
      : "sees leaves out a caller"
    : never
  : never

type ReachMatch<E extends Endpoint> = [CallersSeen<E>] extends [never]
  ? unknown
  : { reach: CallersSeen<E> }

/** Declares an operation. One whose `params` differ from its path, or `reach` from its callers, does not compile. */
export const endpoint = <const E extends Endpoint>(e: E & ParamsMatch<E> & ReachMatch<E>): E => e

type OutputOf<S> = S extends Schema ? output<S> : undefined

/** What an operation is called with, and what it answers. */
export interface Call<E extends Endpoint> {
  params: OutputOf<E["params"]>
  query: OutputOf<E["query"]>
  body: OutputOf<E["body"]>
  answer: OutputOf<E["answer"]>
}

/** The JSON that an operation answers. */
export type Answer<E extends Endpoint> = Call<E>["answer"]
/** The JSON that an operation takes. */
export type Body<E extends Endpoint> = Call<E>["body"]
