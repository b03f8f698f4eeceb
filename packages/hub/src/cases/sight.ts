import type { hideCase, showCase } from "@tongban/standards"
import type { Handle } from "../http/operation.ts"
import { Problem } from "../http/problem.ts"
import type { Trx } from "../store/database.ts"
import { lockCase, readAgain } from "./read.ts"
import type { CaseRead } from "./read.ts"
import { turnOf, viewCase } from "./view.ts"

/** Out of the applicant's lists, once it is nobody's turn any more. Whoever asks for it still finds it. */
export const hide: Handle<typeof hideCase> = async (context) => {
  const { db, principal, params, at } = context
  const row = await lockCase(db, principal, "id", params.caseId)
  if (turnOf(row.state) !== "none") throw new Problem("case_unfinished", { state: row.state })
  return viewCase(context, await putSince(db, row, at), at)
}

export const show: Handle<typeof showCase> = async (context) => {
  const { db, principal, params, at } = context
  const row = await lockCase(db, principal, "id", params.caseId)
  return viewCase(context, await putSince(db, row, null), at)
}

/** Nothing happened to the case: nobody is told. */
async function putSince(trx: Trx, row: CaseRead, since: Date | null): Promise<CaseRead> {
  await trx
    .updateTable("cases")
    .set({ hidden_at: since })
    .where("department_id", "=", row.department_id)
    .where("id", "=", row.id)
    .execute()
  return readAgain(trx, row)
}
