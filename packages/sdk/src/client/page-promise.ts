import { CallPromise } from "./call-promise.ts"
import type { WithResponse } from "./call-promise.ts"

/** The answer of a paged read, as the contract shapes it. */
export interface Paged {
  items: unknown[]
  /** The cursor of the next page; absent at the end. */
  next?: string | undefined
}

/** What a page holds; being JSON, it is never a promise. */
export type Entry<A extends Paged> = Awaited<A["items"][number]>

/** One page: the answer as it came, and the way to the next one. */
export type Page<A extends Paged> = A & {
  /** Asks for the next page; undefined at the end. */
  nextPage(): PagePromise<A> | undefined
}

/**
 * A paged read: await it for one page, or iterate over everything.
 *
 * @example
 * ```ts
 * import type { Paged, PagePromise } from "@tongban/sdk"
 *
 * export async function show(list: PagePromise<Paged>) {
 *   const { items, next } = await list
 *   console.log(items.length, next === undefined ? "and no more" : "and more")
 *   for await (const each of list) console.log(each)
 *   for await (const page of list.pages()) console.log(page.items.length)
 * }
 * ```
 */
export class PagePromise<A extends Paged>
  extends CallPromise<Page<A>>
  implements AsyncIterable<Entry<A>>
{
  /** @param ask - asks for the page at a cursor */
  constructor(first: Promise<WithResponse<A>>, ask: (cursor: string) => PagePromise<A>) {
    super(
      first.then(({ data, response }) => ({
        data: withNext(data, ask),
        response,
      })),
    )
  }

  /** As which it shows itself. */
  override get [Symbol.toStringTag](): string {
    return "PagePromise"
  }

  /** Every page, each asked for when the one before has been used. */
  async *pages(): AsyncGenerator<Page<A>, void, undefined> {
    for (let page: Page<A> | undefined = await this; page !== undefined;) {
      yield page
      page = await page.nextPage()
    }
  }

  /** Every entry of every page. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Entry<A>, void, undefined> {
    for await (const { items } of this.pages()) yield* items as Entry<A>[]
  }
}

/** The answer stays as it was received: what is added is no part of its JSON. */
function withNext<A extends Paged>(answer: A, ask: (cursor: string) => PagePromise<A>): Page<A> {
  const { next } = answer
  return Object.defineProperty(answer, "nextPage", {
    value: () => (next === undefined ? undefined : ask(next)),
  }) as Page<A>
}
