import type { redeem } from "@tongban/standards"
import { changeCase } from "../cases/change.ts"
import type { WritingContext } from "../http/operation.ts"
import { Problem } from "../http/problem.ts"
import { sqlState } from "../store/database.ts"
import type { CaseRow } from "../store/tables.ts"

/** The draft becomes the department's case with this local number. A second handle finds it bound. */
export async function bind(
  context: Pick<WritingContext<typeof redeem>, "db" | "body" | "at">,
  kase: CaseRow,
  ids: () => string,
): Promise<CaseRow> {
  const { db, body, at } = context
  const current = await db
    .selectFrom("cases")
    .selectAll()
    .where("department_id", "=", kase.department_id)
    .where("id", "=", kase.id)
    .executeTakeFirstOrThrow()
  if (current.local_number === body.localNumber) return current
  try {
    return await changeCase(
      db,
      { ...current, local_number: body.localNumber },
      { to: "SUBMITTED", occurredAt: at, inferred: false, at },
      ids,
    )
  } catch (error) {
    // unique_violation: the number is another case's.
    if (sqlState(error) !== "23505") throw error
    throw new Problem("handle_unusable", { handles: [{ handle: 0, rule: "number_taken" }] })
  }
}
