/** What stood around an answer. */
export interface AnswerInfo {
  status: number
  headers: Headers
  /** Names this very answer, where the hub gives it one: a later write may hold on to it by `ifMatch`. */
  etag: string | undefined
  /** Names the request in the hub's log. */
  requestId: string | undefined
}

/** An answer, and what stood around it. */
export interface WithResponse<T> {
  data: T
  response: AnswerInfo
}

/** What a method of the client gives: await it for the answer. The request is on its way already. */
export class CallPromise<T> implements Promise<T> {
  readonly #whole: Promise<WithResponse<T>>

  constructor(whole: Promise<WithResponse<T>>) {
    this.#whole = whole
  }

  /** As which it shows itself. */
  get [Symbol.toStringTag](): string {
    return "CallPromise"
  }

  /** The answer with its status, headers and request id. */
  withResponse(): Promise<WithResponse<T>> {
    return this.#whole
  }

  then<Done = T, Failed = never>(
    done?: ((answer: T) => Done | PromiseLike<Done>) | null,
    failed?: ((reason: unknown) => Failed | PromiseLike<Failed>) | null,
  ): Promise<Done | Failed> {
    // Derived here and not before: a failure that nobody waits for must be told once, not twice.
    return this.#whole.then(({ data }) => data).then(done, failed)
  }

  catch<Failed = never>(
    failed?: ((reason: unknown) => Failed | PromiseLike<Failed>) | null,
  ): Promise<T | Failed> {
    return this.then(undefined, failed)
  }

  finally(settled?: (() => void) | null): Promise<T> {
    return this.then().finally(settled)
  }
}
