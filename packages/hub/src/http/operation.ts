import type { Answer, Body, Call, Endpoint, Language } from "@tongban/standards"
import type { Contract } from "@tongban/standards/contract"
import type { ItemShelf } from "../items/shelf.ts"
import type { Rates } from "../rates/rates.ts"
import type { Registry } from "../registry/registry.ts"
import type { Database, Trx } from "../store/database.ts"
import type { Principal } from "../policy/principal.ts"
import type { Feed } from "../events/feed.ts"
import type { Signer } from "../redemptions/signer.ts"
import type { Parted } from "../identity/end-login.ts"
import type { Vault } from "../uploads/vault.ts"
import type { PersonKeys } from "../identity/persons.ts"
import type { PageAsked } from "./paging.ts"
import type { Problem } from "./problem.ts"
import type { Counts } from "../telemetry/metrics.ts"
import type { WebhookServices } from "../webhooks/services.ts"

/** What every operation works with. */
export interface Services {
  origin: string
  registry: Registry
  items: ItemShelf
  personKeys: PersonKeys
  /** MAC key of handles, and of the forms on consent pages. */
  handleKey: Uint8Array
  formKey: Uint8Array
  /** MAC key of cursors. */
  cursorKey: Uint8Array
  signer: Signer
  /** The sealed bytes of uploads. */
  vault: Vault
  feed: Feed
  webhooks: WebhookServices
  /** Calls the portals that took part in a login that is over, where they asked to be called. */
  callBack(parted: readonly Parted[]): void
  /** How far ahead of ours a department's clock may be. */
  clockAheadMs: number
  /** A case may be urged (催办) once in so many days. */
  urgeEveryDays: number
  /** The most bytes of an upload. */
  uploadBytes: number
  /** Whether the sandbox login is on. */
  sandbox: boolean
  counts: Counts
  /** Aborts once the hub stops. */
  stopping: AbortSignal
  /** How many requests are served, and to whom. */
  rates: Rates
  now(): Date
}

/** One call of an operation: who, with what, when, and where it may write. */
export interface Context<E extends Endpoint> extends Services {
  principal: Principal
  params: Call<E>["params"]
  query: Call<E>["query"]
  body: Body<E>
  /** A transaction where the operation writes, else the database. */
  db: Database | Trx
  /** The instant of the call: one for all that it does. */
  at: Date
  /** Where a follower left off: the position of the last event that they heard. */
  lastEventId: string | undefined
  /** In which language its texts are asked for. */
  language: Language
  /** Which page a paged read is asked for: `readPage` takes it. */
  page: PageAsked
}

/** What a handler of a writing operation is given: `db` is its transaction. */
export interface WritingContext<E extends Endpoint> extends Context<E> {
  db: Trx
}

type ContextOf<E extends Endpoint> = E["method"] extends "GET" ? Context<E> : WritingContext<E>

/** Does the operation and answers. A write runs in one transaction. */
export type Handle<E extends Endpoint> = (context: ContextOf<E>) => Promise<Answer<E>>

/** A write whose answer is made after the commit, anew for each retry, from what was stored. */
export interface TwoSteps<E extends Endpoint, Stored> {
  write(context: ContextOf<E>): Promise<Stored>
  answer(stored: Stored, context: Services): Promise<Answer<E>>
}

/** Follows something: each yield is one server-sent event, or undefined where there is nothing to tell yet. */
export interface Follow<E extends Endpoint> {
  follow(context: Context<E>, signal: AbortSignal): AsyncIterable<Answer<E> | undefined>
  /** Where an event stands in the stream, for a follower who comes again. */
  position?(event: Answer<E>): string
}

/** A line of a batch: what it holds, or why it cannot be read. */
export type BatchLine<T> = { line: number } & ({ value: T } | { problem: Problem })

/** Answers a batch, line by line in their order. It makes its transactions itself. */
export interface Batch<E extends Endpoint> {
  batch(
    context: Context<E> & { db: Database },
    lines: readonly BatchLine<Body<E>>[],
  ): Promise<Answer<E>[]>
}

export const twoSteps = <E extends Endpoint, Stored>(
  steps: TwoSteps<E, Stored>,
): TwoSteps<E, unknown> => steps

export type Handler<E extends Endpoint> = E["kind"] extends "stream"
  ? Follow<E>
  : E["kind"] extends "ndjson"
    ? Batch<E>
    : Handle<E> | TwoSteps<E, unknown>

/** A handler for each operation that answers JSON or a stream; complete by type. */
export type Handlers = {
  [
    Name in keyof Contract as Contract[Name]["kind"] extends "page" | "foreign" ? never : Name
  ]: Handler<Contract[Name]>
}
