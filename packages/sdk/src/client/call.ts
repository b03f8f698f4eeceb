import type { Answer, Body, Call, Endpoint, Schema } from "@tongban/standards"
import { CallPromise } from "./call-promise.ts"
import type { WithResponse } from "./call-promise.ts"
import { PagePromise } from "./page-promise.ts"
import type { Paged } from "./page-promise.ts"
import type { Route, RouteTo } from "./route.ts"
import { send } from "./send.ts"
import type { CallOptions, Sending } from "./send.ts"
import { driftOf } from "./try-once.ts"
import { onWire } from "./wire.ts"

type Given<E extends Endpoint> = (E extends { params: Schema } ? Pick<Call<E>, "params"> : object) &
  (E extends { query: Schema } ? Pick<Call<E>, "query"> : object) &
  (E extends { body: Schema } ? { body: Body<E> } : object)

/** The answer of a paged operation. */
type PagedAnswer<E extends Endpoint> = Extract<Answer<E>, Paged>

/** Calls operations of the contract, each by the way to it or by itself. */
export interface Caller {
  <E extends Endpoint>(
    to: E | RouteTo<E>,
    given: Given<E>,
    options?: CallOptions,
  ): CallPromise<Answer<E>>
  /**
   * Calls an operation that takes and answers lines of JSON.
   *
   * @throws {DriftError} where a line has no answer
   */
  lines<E extends Endpoint>(
    to: RouteTo<E>,
    lines: readonly Body<E>[],
    options?: CallOptions,
  ): Promise<Answer<E>[]>
  /** Calls an operation that answers page by page. */
  pages<E extends Endpoint>(
    to: E | RouteTo<E>,
    given: Given<E>,
    options?: CallOptions,
  ): PagePromise<PagedAnswer<E>>
}

/** Calls operations of the contract: retries, deadline, proof, problems; the answer stays as received. */
export function createCaller(settings: Sending): Caller {
  const call = (route: Route, given: object, options?: CallOptions) =>
    new CallPromise(send(settings, route, onWire(given), options))

  const pages = (
    route: Route,
    given: { query?: { cursor?: string } },
    options?: CallOptions,
  ): PagePromise<Paged> => {
    const { query } = given
    const first = call(route, given, options)
      .withResponse()
      .then(({ data, response }): WithResponse<Paged> => {
        const fault = pageFault(data, query?.cursor)
        if (fault === undefined) return { data: data as Paged, response }
        throw driftOf({ route, language: settings.language ?? "en" }, response, fault)
      })
    return new PagePromise(first, (cursor) =>
      pages(route, { ...given, query: { ...query, cursor } }, options),
    )
  }

  const lines = async (route: Route, body: readonly unknown[], options?: CallOptions) => {
    const { data, response } = await call(route, { body }, options).withResponse()
    const answers = data as unknown[]
    if (answers.length === body.length) return answers
    const fault = `${answers.length} lines answer ${body.length}`
    throw driftOf({ route, language: settings.language ?? "en" }, response, fault)
  }
  return Object.assign(call, { pages, lines }) as Caller
}

/** What makes a page unusable: nothing to iterate over, or no end. A bad row does not. */
function pageFault(answer: unknown, cursor: string | undefined): string | undefined {
  const { items, next } = (answer ?? {}) as { items?: unknown; next?: unknown }
  if (!Array.isArray(items)) return "items: expected a list"
  if (next === undefined) return undefined
  if (typeof next !== "string") return "next: expected a text"
  return next === cursor ? "next: the page leads to itself" : undefined
}
