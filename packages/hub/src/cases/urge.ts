import { legalDayOf } from "@tongban/standards"
import type { urgeCase } from "@tongban/standards"
import { record } from "../events/outbox.ts"
import type { Handle } from "../http/operation.ts"
import { Problem } from "../http/problem.ts"
import { idsOf } from "../store/ids.ts"
import { writeChanges } from "./change.ts"
import { lockCase, readAgain } from "./read.ts"
import { turnOf, urgingOf, viewCase } from "./view.ts"

/** Once in so many days, while it is the department's turn: it is told, and the case shows it. */
export const urge: Handle<typeof urgeCase> = async (context) => {
  const { db, personKeys, principal, params, urgeEveryDays, at } = context
  const {
    events: _,
    undertakings: _owed,
    ...row
  } = await lockCase(db, principal, "id", params.caseId)
  if (turnOf(row.state) !== "department") throw new Problem("nothing_to_urge", { state: row.state })
  if (row.urged_at !== null) {
    const { againOn } = urgingOf(row.urged_at, row.urged_times, urgeEveryDays)
    if (legalDayOf(at) < againOn)
      throw new Problem("urged_recently", { rule: "urgeEveryDays", days: urgeEveryDays, againOn })
  }
  const newId = idsOf(personKeys.pairwise, row.subject ?? row.id, at)
  const urged = { ...row, urged_at: at, urged_times: row.urged_times + 1, version: row.version + 1 }
  await writeChanges(db, [{ row: { ...urged, updated_at: at }, toldAs: newId() }])
  await record(db, {
    id: newId(),
    department: row.department_id,
    type: "case.urged",
    caseId: row.id,
    at,
  })
  return viewCase(context, await readAgain(db, row), at)
}
