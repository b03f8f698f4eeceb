import { standingSteps } from "@tongban/standards"
import type {
  CaseProgress,
  Correction,
  mendCase,
  submitCase,
  supplyCase,
  withdrawCase,
} from "@tongban/standards"
import type { Handle, Services } from "../http/operation.ts"
import { Problem } from "../http/problem.ts"
import { mustBe } from "../policy/must-be.ts"
import type { Principal } from "../policy/principal.ts"
import { sqlState } from "../store/database.ts"
import type { Trx } from "../store/database.ts"
import { idsOf } from "../store/ids.ts"
import type { CaseFacts, CaseRow } from "../store/tables.ts"
import { keep, keepPromised, wasPromised } from "../undertakings/keep.ts"
import { changeCase } from "./change.ts"
import { mustApply, stepNow } from "./progress.ts"
import { correctionOf, lockCase, readAgain } from "./read.ts"
import type { CaseRead } from "./read.ts"
import { viewCase } from "./view.ts"

/** The applicant takes it back, or drops the draft. */
export const withdraw: Handle<typeof withdrawCase> = async (context) => {
  const { db, principal, params, body, at } = context
  const row = await lockCase(db, principal, "id", params.caseId)
  const progress = mustApply(row, stepNow("WITHDRAWN", at))
  const { reason } = body
  const facts = { by: "applicant", ...(reason !== undefined && { reason }) }
  return viewCase(context, await take(context, row, progress, facts), at)
}

/** The portal has taken it in: a draft or a returned application becomes the case with this number. */
export const submit: Handle<typeof submitCase> = async (context) => {
  const { db, principal, params, body, at } = context
  const row = await lockCase(db, principal, "id", params.caseId)
  mustBeRedeemedBy(context, row)
  const progress = mustApply(row, stepNow("SUBMITTED", at))
  const { localNumber } = body
  if (row.local_number !== null && row.local_number !== localNumber)
    throw new Problem("number_taken", { localNumber: row.local_number })
  try {
    const bound = { ...row, local_number: localNumber }
    return await viewCase(context, await take(context, bound, progress), at)
  } catch (error) {
    // unique_violation: the number is another case's.
    if (sqlState(error) !== "23505") throw error
    throw new Problem("number_taken", { localNumber })
  }
}

/**
 * All that the notice asks for has come to the department, which thereby has received it; or what was
 * promised (容缺后补), and the case goes on as it was.
 */
export const supply: Handle<typeof supplyCase> = async (context) => {
  const { db, principal, params, body, at } = context
  const row = await lockCase(db, principal, "local_number", params.localNumber)
  mustBeRedeemedBy(context, row)
  const { requirements } = body
  if (row.state !== "CORRECTION_REQUESTED" && wasPromised(row, requirements)) {
    const newId = idsOf(context.personKeys.pairwise, row.subject ?? row.id, at)
    return viewCase(context, await keepPromised(db, row, { requirements, at }, newId), at)
  }
  const asked = row.state === "CORRECTION_REQUESTED" ? await correctionOf(db, row) : undefined
  const progress = mustApply(row, stepNow("RECEIVED", at))
  const missing = (asked?.items ?? [])
    .map(({ requirement }) => requirement)
    .filter((key) => !requirements.includes(key))
  if (missing.length > 0)
    throw new Problem("correction_incomplete", { rule: "correctionComplete", missing })
  await keep(db, row, { requirements, at })
  return viewCase(context, await take(context, row, progress, { supplied: requirements }), at)
}

/** A clerk's mistake did not happen: the case is where it was before, and says so calmly. */
export const mend: Handle<typeof mendCase> = async (context) => {
  const { db, principal, params, body, at } = context
  const row = await lockCase(db, principal, "local_number", params.localNumber)
  const progress = mustApply(row, { id: "", recordedAt: at.toISOString(), ...body })
  // Where a notice of correction stands again, so does what it asks for.
  const correction = standingSteps(progress.entries).at(-1)?.correction
  return viewCase(context, await take(context, row, progress, body, correction), at)
}

type Taking = Pick<Services, "personKeys"> & { db: Trx; at: Date }

/** What the machine allowed becomes the case's newest event. */
async function take(
  { db, personKeys, at }: Taking,
  { events: _, undertakings: _owed, ...row }: CaseRead,
  { state, source }: CaseProgress,
  facts?: CaseFacts,
  correction?: Correction,
): Promise<CaseRead> {
  const newId = idsOf(personKeys.pairwise, row.subject ?? row.id, at)
  const change = { to: state, source, occurredAt: at, inferred: false, facts, correction, at }
  return readAgain(db, await changeCase(db, row, change, newId))
}

/** A portal's case is the affair of the client that redeems for that portal, and of no other. */
export function mustBeRedeemedBy(
  { registry, principal }: Pick<Services, "registry"> & { principal: Principal },
  row: CaseRow,
): void {
  const { clientId } = mustBe("client", principal)
  if (registry.client(row.client_id)?.redeemedBy !== clientId) throw new Problem("not_found")
}
