import type { resolveSubject } from "@tongban/standards"
import type { Handle } from "../http/operation.ts"
import { mustBe } from "../policy/must-be.ts"
import { matchOf, subjectOf } from "./persons.ts"

/**
 * Whoever has no account is looked for by the same steps as somebody who has one elsewhere, so that the
 * answer takes as long and says as much (decision 54).
 */
export const resolve: Handle<typeof resolveSubject> = async (context) => {
  const { db, personKeys, body, principal } = context
  const { department } = mustBe("client", principal)
  const match = matchOf(personKeys, body.scheme, body.number)
  const person = await db
    .selectFrom("persons")
    .select("id")
    .where("match", "=", match)
    .executeTakeFirst()
  const subject = subjectOf(personKeys, department, person?.id ?? match)
  const met = await db
    .selectFrom("subjects")
    .select("subject")
    .where("department_id", "=", department)
    .where("subject", "=", subject)
    .where("met_at", "is not", null)
    .executeTakeFirst()
  return met ?? {}
}
