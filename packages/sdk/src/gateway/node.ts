/**
 * The gateway in a Node server: one handler for Express, Fastify and plain `node:http`.
 *
 * @module
 */
import type { IncomingMessage, ServerResponse } from "node:http"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import type { ReadableStream as WebStream } from "node:stream/web"
import { problemAnswer } from "./answers.ts"
import type { Gateway } from "./gateway.ts"

/** Answers what is under `/tongban/` and passes everything else on. */
export type NodeHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next?: (error?: Error) => void,
) => void

/** The most bytes that a page sends to its gateway. Files never come this way. */
const longestBody = 64 * 1024

/**
 * A gateway in a Node server: a middleware for Express and its kin, an `onRequest` hook for Fastify, a
 * listener for `node:http`. It reads bodies itself, so it stands before any body parser. Addresses are
 * told by the gateway's own origin; what a Host header says is never believed.
 *
 * @example
 * app.use(nodeHandler(gateway)) // Express
 * app.addHook("onRequest", (request, reply, done) => { handle(request.raw, reply.raw, done) }) // Fastify
 */
export function nodeHandler(gateway: Pick<Gateway, "origin" | "fetch">): NodeHandler {
  return (request, response, next) => {
    const path = pathOf(request)
    if (!path.startsWith("/tongban/") && next !== undefined) {
      next()
      return
    }
    if (request.readableDidRead) {
      const fault = new Error(
        "the body was read before the gateway saw it; mount nodeHandler before any body parser",
      )
      fail(response, fault, next)
      return
    }
    const left = new AbortController()
    response.once("close", () => {
      left.abort()
    })
    answer(gateway, path, request, response, left.signal).catch((error: unknown) => {
      // A reader who leaves ends the answer; that is nobody's error.
      if (left.signal.aborted) return
      fail(response, error instanceof Error ? error : new Error(String(error)), next)
    })
  }
}

/**
 * A request as the gateway's other functions take it: its method and headers, for `gateway.session` and
 * `gateway.openDraft` in a page of the portal's own.
 */
export const webRequest = (
  { origin }: Pick<Gateway, "origin">,
  incoming: IncomingMessage,
): Request =>
  new Request(origin + pathOf(incoming), {
    method: incoming.method ?? "GET",
    headers: headersOf(incoming),
  })

async function answer(
  gateway: Pick<Gateway, "origin" | "fetch">,
  path: string,
  incoming: IncomingMessage,
  response: ServerResponse,
  left: AbortSignal,
): Promise<void> {
  const body = await readBody(incoming)
  const request = new Request(gateway.origin + path, {
    method: incoming.method ?? "GET",
    headers: headersOf(incoming),
    ...(body instanceof Uint8Array && body.length > 0 && { body }),
    signal: left,
  })
  await send(
    body === "tooLarge" ? problemAnswer(request, "too_large") : await gateway.fetch(request),
    response,
  )
}

/** Express cuts the mount's path off `url` and keeps the whole in `originalUrl`. */
function pathOf(request: IncomingMessage & { originalUrl?: string }): string {
  const url = request.originalUrl ?? request.url ?? ""
  // The absolute form is for proxies: it would name a host, and names are not taken from outside.
  return url.startsWith("/") ? url : "/"
}

const headersOf = ({ headersDistinct }: IncomingMessage): [string, string][] =>
  Object.entries(headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  )

/** The body, if the method may have one. What is too long is not kept, and its sender is still answered. */
async function readBody(
  request: IncomingMessage,
): Promise<Uint8Array<ArrayBuffer> | "tooLarge" | undefined> {
  if (request.method === "GET" || request.method === "HEAD") return undefined
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > longestBody) return "tooLarge"
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks, size))
}

/** Streams an answer at the reader's pace. */
async function send(answer: Response, response: ServerResponse): Promise<void> {
  response.setHeaders(answer.headers)
  response.writeHead(answer.status)
  if (answer.body === null) {
    response.end()
    return
  }
  // An event stream says that it is open before anything happens.
  response.flushHeaders()
  await pipeline(Readable.fromWeb(answer.body as WebStream<Uint8Array>), response)
}

/** What is broken is the server's to log and to say, where it has a way; never the reader's to see. */
function fail(response: ServerResponse, error: Error, next: Parameters<NodeHandler>[2]): void {
  if (response.headersSent) response.destroy(error)
  else if (next !== undefined) next(error)
  else response.writeHead(500).end()
}
