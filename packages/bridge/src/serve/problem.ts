import type { FastifyReply, FastifyRequest } from "fastify"
import { problemOf } from "@tongban/standards"
import type { ProblemCode } from "@tongban/standards"
import { TicketRefused } from "./checks.ts"

/** A refusal that the contract knows. */
export class Problem extends Error {
  override readonly name = "Problem"
  readonly code: ProblemCode
  readonly params: Readonly<Record<string, string>>

  constructor(code: ProblemCode, params: Readonly<Record<string, string>> = {}) {
    super(code)
    this.code = code
    this.params = params
  }
}

/** Answers any error as an RFC 9457 problem. What is not ours is `internal`, and told to the log only. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { code, params } = asProblem(error)
  if (code === "internal") request.log.error({ err: error }, "internal error")
  const language = /^en\b/i.test(request.headers["accept-language"] ?? "") ? "en" : "zh-CN"
  const body = problemOf(code, params, language, request.id)
  void reply
    .code(body.status)
    .header("content-language", language)
    .type("application/problem+json; charset=utf-8")
    .send(JSON.stringify(body))
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof TicketRefused) return new Problem("ticket_refused", { rule: error.rule })
  const status = error instanceof Error && "statusCode" in error ? error.statusCode : undefined
  if (status === 413) return new Problem("too_large")
  if (typeof status === "number" && status >= 400 && status < 500)
    return new Problem("invalid_request")
  return new Problem("internal")
}
