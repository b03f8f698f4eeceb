import type { Database, Trx } from "../store/database.ts"
import type { SurfaceRow } from "../store/tables.ts"

/** Whether a surface is about a draft: what was submitted is owed, or asked for, and promised no more. */
export async function isDraft(
  db: Database | Trx,
  { department_id, case_id }: Pick<SurfaceRow, "department_id" | "case_id">,
): Promise<boolean> {
  const row = await db
    .selectFrom("cases")
    .select("state")
    .where("department_id", "=", department_id)
    .where("id", "=", case_id)
    .executeTakeFirst()
  return row?.state === "DRAFT"
}
