import type { Endpoint } from "../contract/endpoint.ts"
import { problems } from "../problems/catalogue.ts"
import type { ProblemCode } from "../problems/catalogue.ts"
import { commonProblems, problemOf } from "../problems/problem.ts"

/** A refusal on the wire (`ProblemBody`). */
export const problemSchema = {
  type: "object",
  description: "RFC 9457 with a code of the catalogue. Codes unknown to this version may come.",
  required: ["type", "title", "status", "code", "params", "requestId"],
  properties: {
    type: { type: "string", format: "uri", maxLength: 200 },
    title: { type: "string", maxLength: 200, description: "What happened." },
    status: { type: "integer", minimum: 400, maximum: 599 },
    detail: { type: "string", maxLength: 400, description: "What the reader can do next." },
    code: { type: "string", maxLength: 60 },
    params: { type: "object", description: "What the refusal names. Never personal data." },
    requestId: { type: "string", maxLength: 100, description: "Also in `x-request-id`." },
  },
}

/** Every code that an operation may answer. */
export const codesOf = (operation: Endpoint): ProblemCode[] => [
  ...new Set([
    ...operation.problems,
    ...commonProblems,
    ...(operation.idempotent === true ? keyProblems : []),
    ...(isConditional(operation) ? (["version_differs"] as const) : []),
  ]),
]

/** Whether a write may be bound to the version that its caller read. */
export const isConditional = ({ method, versioned }: Endpoint): boolean =>
  versioned === true && method !== "GET"

/** What any write with a key may answer. */
const keyProblems: readonly ProblemCode[] = [
  "idempotency_key_required",
  "idempotency_conflict",
  "idempotency_in_progress",
]

/** One example a code, in the source language. */
export const problemExamples = (operations: readonly Endpoint[]): Record<string, unknown> =>
  Object.fromEntries(
    [...new Set(operations.flatMap(codesOf))].sort().map((code) => [
      code,
      {
        summary: problems[code].en.cause,
        value: problemOf(code, {}, "zh-CN", "req-7f3a"),
      },
    ]),
  )

/** The refusals, one response a status, with an example of each code. */
export function refusals(operation: Endpoint): Record<string, unknown> {
  const byStatus = new Map<number, ProblemCode[]>()
  for (const code of codesOf(operation)) {
    const { status } = problems[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: `Codes: ${codes.join(", ")}.`,
        content: {
          "application/problem+json": {
            schema: { $ref: "#/components/schemas/Problem" },
            examples: Object.fromEntries(
              codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]),
            ),
          },
        },
      },
    ]),
  )
}
