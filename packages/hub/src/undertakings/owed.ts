import type { Database, Trx } from "../store/database.ts"
import type { CaseRow } from "../store/tables.ts"
import { isOver } from "./rules.ts"

/** The requirements whose papers were promised and have not come. What is late still comes. */
export async function owedOf(db: Database | Trx, kase: CaseRow): Promise<string[]> {
  if (isOver(kase.state)) return []
  const rows = await db
    .selectFrom("undertakings")
    .select("requirement")
    .where("department_id", "=", kase.department_id)
    .where("case_id", "=", kase.id)
    .where("redeemed_at", "is not", null)
    .where("supplied_at", "is", null)
    .execute()
  return rows.map(({ requirement }) => requirement)
}
