import type { FastifyBaseLogger } from "fastify"
import type { Answered } from "./requests.ts"

/** Writes a line for each request: what was asked, how it ended, how long it took, and by which client. */
export function requestLog(log: FastifyBaseLogger): (answered: Answered) => void {
  const lines = log.child({}, { level: "info" })
  return ({ operation, method, status, seconds, requestId, client, refusal, cut }) => {
    lines.info(
      {
        requestId,
        operation,
        method,
        status,
        ms: Math.round(seconds * 1000),
        ...(client !== undefined && { client }),
        ...(refusal !== undefined && { problem: refusal.code }),
        ...(cut && { cut }),
      },
      "request",
    )
  }
}
