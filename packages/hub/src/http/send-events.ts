import { Readable } from "node:stream"
import type { FastifyReply } from "fastify"
import { Problem } from "./problem.ts"

/** Comments keep the connection open through proxies that close a silent one after a minute. */
const heartbeatMs = 15_000

/** When a reader comes again whose stream ended with the hub: not all of them at once. */
const comeAgainMs = () => 500 + Math.round(Math.random() * 2500)

/** How a stream is followed, how its events stand in it, and when the hub itself ends. */
export interface Streaming {
  follow(signal: AbortSignal): AsyncIterable<unknown>
  positionOf(event: unknown): string | undefined
  stopping: AbortSignal
}

/**
 * Sends server-sent events until the reader leaves, or the hub stops: then the reader is told when to come
 * again.
 *
 * @throws {Problem} `stopping`, where the hub stops before there is anything to send
 */
export async function sendEvents(
  reply: FastifyReply,
  { follow, positionOf, stopping }: Streaming,
): Promise<FastifyReply> {
  const left = new AbortController()
  const events = follow(AbortSignal.any([left.signal, stopping]))[Symbol.asyncIterator]()
  // The first event decides whether it is a stream at all: a refusal before it is an ordinary problem.
  let first: IteratorResult<unknown>
  try {
    first = await events.next()
  } catch (error) {
    left.abort()
    throw stopping.aborted ? new Problem("stopping") : error
  }
  if (first.done === true) return reply.code(204).send()

  const stream = new Readable({ read() {} })
  const heartbeat = setInterval(() => stream.push(": still here\n\n"), heartbeatMs)
  stream.once("close", () => {
    clearInterval(heartbeat)
    left.abort()
  })
  void pump(events, first.value, stream, { left: left.signal, positionOf, stopping })
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
  { left, positionOf, stopping }: Omit<Streaming, "follow"> & { left: AbortSignal },
): Promise<void> {
  try {
    for (let value = first; ;) {
      stream.push(value === undefined ? ": following\n\n" : written(value, positionOf(value)))
      const next = await events.next()
      if (next.done === true) break
      value = next.value
    }
    end(stream, stopping)
  } catch (error) {
    // The reader has left: there is nobody to tell.
    if (left.aborted) return
    if (stopping.aborted) end(stream, stopping)
    else stream.destroy(error instanceof Error ? error : new Error(String(error)))
  }
}

function end(stream: Readable, stopping: AbortSignal): void {
  if (stopping.aborted) stream.push(`retry: ${comeAgainMs()}\n\n`)
  stream.push(null)
}

const written = (value: unknown, position: string | undefined): string =>
  `${position === undefined ? "" : `id: ${position}\n`}data: ${JSON.stringify(value)}\n\n`
