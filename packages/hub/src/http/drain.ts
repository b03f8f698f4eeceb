import { setTimeout as pause } from "node:timers/promises"
import type { FastifyInstance } from "fastify"

/** What was answered last may be on its way still: its connection gets so long to end by itself. */
const lingerMs = 100

/**
 * Ends a server without cutting an answer. Once `stopping` aborts, each answer says that its connection
 * ends, so that the next request goes where another process listens.
 *
 * @returns what stops taking connections, waits for the requests under way as long as it is told to, and
 * ends what is left
 */
export function draining(
  app: FastifyInstance,
  stopping: AbortSignal,
): (withinMs: number) => Promise<void> {
  let running = 0
  let ended: () => void = () => undefined
  app.addHook("onRequest", (_, reply, done) => {
    running++
    reply.raw.once("close", () => {
      running--
      if (running === 0) ended()
    })
    done()
  })
  app.addHook("onSend", (_, reply, _payload, done) => {
    if (stopping.aborted) void reply.header("connection", "close")
    done()
  })

  const none = () =>
    new Promise<void>((resolve) => {
      ended = resolve
      if (running === 0) resolve()
    })

  return async (withinMs) => {
    const closed = app.close()
    await Promise.race([none(), pause(withinMs, undefined, { ref: false })])
    await Promise.race([closed, pause(lingerMs, undefined, { ref: false })])
    app.server.closeAllConnections()
    await closed
  }
}
