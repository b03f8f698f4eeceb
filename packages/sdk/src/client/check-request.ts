import { whatFits } from "@tongban/standards"
import type { Endpoint, Language } from "@tongban/standards"
import type { Wire } from "./wire.ts"
import { causes } from "./causes.ts"
import { ProblemError } from "./errors.ts"

/**
 * Holds a request against the contract before it is sent: the hub would refuse it for the same.
 *
 * @throws {ProblemError} `invalid_request` without a request id: no request was made
 */
export function checkRequest(
  schemas: Pick<Endpoint, "params" | "query" | "body">,
  wire: Wire,
  language: Language,
): void {
  const faults = (["params", "query", "body"] as const).flatMap((part) => {
    const result = schemas[part]?.safeParse(wire[part])
    if (result === undefined || result.success) return []
    return result.error.issues.map((issue) => ({
      place: [part, ...issue.path].join("."),
      rule: issue.code,
      ...whatFits(issue.code, { ...issue }),
    }))
  })
  if (faults.length > 0)
    throw new ProblemError({
      code: "invalid_request",
      status: 422,
      params: { faults },
      text: causes.unsent[language],
    })
}
