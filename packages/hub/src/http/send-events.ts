import { Readable } from "node:stream"
import type { FastifyReply } from "fastify"

/** Comments keep the connection open through proxies that close a silent one after a minute. */
const heartbeatMs = 15_000

/** Sends server-sent events until the reader leaves. */
export async function sendEvents(
  reply: FastifyReply,
  follow: (signal: AbortSignal) => AsyncIterable<unknown>,
  positionOf: (event: unknown) => string | undefined,
): Promise<FastifyReply> {
  const left = new AbortController()
  const events = follow(left.signal)[Symbol.asyncIterator]()
  // The first event decides whether it is a stream at all: a refusal before it is an ordinary problem.
  let first: IteratorResult<unknown>
  try {
    first = await events.next()
  } catch (error) {
    left.abort()
    throw error
  }
  if (first.done === true) return reply.code(204).send()

  const stream = new Readable({ read() {} })
  const heartbeat = setInterval(() => stream.push(": still here\n\n"), heartbeatMs)
  stream.once("close", () => {
    clearInterval(heartbeat)
    left.abort()
  })
  void pump(events, first.value, stream, left.signal, positionOf)
  return reply
    .code(200)
    .header("content-type", "text/event-stream; charset=utf-8")
    .header("cache-control", "no-store")
    .header("x-accel-buffering", "no")
    .send(stream)
}

async function pump(
  events: AsyncIterator<unknown>,
  first: unknown,
  stream: Readable,
  left: AbortSignal,
  positionOf: (event: unknown) => string | undefined,
): Promise<void> {
  try {
    for (let value = first; ;) {
      stream.push(value === undefined ? ": following\n\n" : written(value, positionOf(value)))
      const next = await events.next()
      if (next.done === true) break
      value = next.value
    }
    stream.push(null)
  } catch (error) {
    // The reader has left: there is nobody to tell.
    if (left.aborted) return
    stream.destroy(error instanceof Error ? error : new Error(String(error)))
  }
}

const written = (value: unknown, position: string | undefined): string =>
  `${position === undefined ? "" : `id: ${position}\n`}data: ${JSON.stringify(value)}\n\n`
