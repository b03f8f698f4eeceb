import type { Lookup, Versions } from "../http/precondition.ts"
import { Problem } from "../http/problem.ts"
import { lockCase } from "./read.ts"
import { mustBeRedeemedBy } from "./steps.ts"

const versionBy = (known: "id" | "local_number") => async (by: Lookup, name: string) => {
  const { db, principal } = by
  try {
    const row = await lockCase(db, principal, known, name)
    if (principal.kind === "client" && principal.clientKind === "redeem") mustBeRedeemedBy(by, row)
    return row.version
  } catch (error) {
    if (error instanceof Problem && error.code === "not_found") return undefined
    throw error
  }
}

/** The version of a case, by each name that a case has. What its caller may not touch has none. */
export const caseVersions: Versions = {
  case: versionBy("id"),
  draft: versionBy("id"),
  caseNumber: versionBy("local_number"),
}
