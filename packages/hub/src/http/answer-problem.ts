import type { FastifyReply, FastifyRequest } from "fastify"
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod"
import { problemOf, whatFits } from "@tongban/standards"
import { isAway, isLockedOut } from "../store/database.ts"
import { languageOf } from "./language.ts"
import { Problem } from "./problem.ts"

/** Answers any error as an RFC 9457 problem. What is not ours is `internal`, and told to the log only. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = asProblem(error)
  request.refusal = problem
  if (problem.code === "internal") request.log.error({ err: error }, "internal error")
  // Once a request, as long as it lasts: without the stack, which is always the same.
  if (isAway(error)) request.log.error({ reason: String(error) }, "the database is away")
  const language = languageOf(request.headers["accept-language"])
  const { retryAfter } = problem.params
  if (typeof retryAfter === "number") void reply.header("retry-after", retryAfter)
  const body = problemOf(problem.code, problem.params, language, request.id)
  void reply
    .code(body.status)
    .header("content-language", language)
    .header("cache-control", "no-store")
    .type("application/problem+json; charset=utf-8")
    .send(JSON.stringify(body))
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (hasZodFastifySchemaValidationErrors(error))
    return faultsProblem(error.validation, error.validationContext ?? "request")
  if (isLockedOut(error) || isAway(error)) return new Problem("unavailable", { retryAfter: 1 })
  const status = statusOf(error)
  if (status === 413) return new Problem("too_large")
  if (status !== undefined && status >= 400 && status < 500) {
    return new Problem("invalid_request", { faults: [{ place: "request", rule: codeOf(error) }] })
  }
  return new Problem("internal")
}

/** A fault as the validator tells it: its rule, and what zod's issue says beside. */
export interface ValidationFault {
  keyword: string
  instancePath: string
  message?: string | undefined
  params: Record<string, unknown>
}

/** What a validator found, each fault with its place, its rule and what would fit. */
export function faultsProblem(found: readonly ValidationFault[], within: string): Problem {
  const faults = found.slice(0, 10).map(({ keyword, instancePath, message, params }) => ({
    place: `${within}${instancePath.replaceAll("/", ".")}`,
    rule: keyword,
    ...whatFits(keyword, { ...params, message }),
  }))
  return new Problem("invalid_request", { faults })
}

const statusOf = (error: unknown): number | undefined =>
  error instanceof Error && "statusCode" in error && typeof error.statusCode === "number"
    ? error.statusCode
    : undefined

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "malformed"
