import type { HttpRequest, HttpResponse, HttpStack } from "tus-js-client"
import type { SentPiece } from "./source.ts"

/** A piece is let go of after this time; the next try is smaller. */
const pieceMs = 30_000

/** tus-js-client over `fetch`: the same in a page and on Node, and as the caller's own `fetch` has it. */
export const fetchStack = (fetch: typeof globalThis.fetch, origin: string): HttpStack => ({
  createRequest: (method, url) => new FetchRequest(fetch, origin, method, url),
  getName: () => "fetch",
})

/** The other side leads somewhere else than where the upload was to go. */
export class Elsewhere extends Error {
  override readonly name = "Elsewhere"
}

class FetchRequest implements HttpRequest {
  readonly #fetch: typeof globalThis.fetch
  readonly #origin: string
  readonly #method: string
  readonly #url: string
  readonly #headers = new Headers()
  readonly #abort = new AbortController()
  #onSent: (bytes: number) => void = () => undefined

  constructor(fetch: typeof globalThis.fetch, origin: string, method: string, url: string) {
    this.#fetch = fetch
    this.#origin = origin
    this.#method = method
    this.#url = url
  }

  getMethod(): string {
    return this.#method
  }

  getURL(): string {
    return this.#url
  }

  setHeader(name: string, value: string): void {
    this.#headers.set(name, value)
  }

  getHeader(name: string): string | undefined {
    return this.#headers.get(name) ?? undefined
  }

  /** `fetch` does not tell how much of a body has gone; of one that flows, what was read has all but gone. */
  setProgressHandler(onSent: (bytes: number) => void): void {
    this.#onSent = onSent
  }

  async send(piece: SentPiece | null): Promise<HttpResponse> {
    if (new URL(this.#url).origin !== this.#origin) throw new Elsewhere(new URL(this.#url).origin)
    const response = await this.#fetch(this.#url, {
      method: this.#method,
      headers: this.#headers,
      redirect: "manual",
      signal: AbortSignal.any([this.#abort.signal, AbortSignal.timeout(pieceMs)]),
      ...(piece && { body: piece.body(this.#onSent), duplex: "half" }),
    } as RequestInit)
    const { type, status, headers } = response
    if (type === "opaqueredirect" || (status >= 300 && status < 400))
      throw new Elsewhere("it was redirected")
    const text = await response.text()
    return {
      getStatus: () => status,
      getHeader: (name) => headers.get(name) ?? undefined,
      getBody: () => text,
      getUnderlyingObject: () => response,
    }
  }

  abort(): Promise<void> {
    this.#abort.abort()
    return Promise.resolve()
  }

  getUnderlyingObject(): undefined {
    return undefined
  }
}
