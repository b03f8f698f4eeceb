import { legalDayOf } from "@tongban/standards"
import type {
  CaseReport,
  Correction,
  findCase,
  getCase,
  openCase,
  reportCase,
  watchCase,
} from "@tongban/standards"
import { Problem } from "../http/problem.ts"
import type { Context, Follow, Handle } from "../http/operation.ts"
import type { Principal } from "../policy/principal.ts"
import { mustBe } from "../policy/must-be.ts"
import { canonical } from "../hash.ts"
import { newId } from "../store/ids.ts"
import type { Database, Trx } from "../store/database.ts"
import type { CaseRow } from "../store/tables.ts"
import { changeCase, nameState } from "./change.ts"
import { claim, partyOf } from "./party.ts"
import { correctionOf, viewCase } from "./view.ts"

export const open: Handle<typeof openCase> = async (context) => {
  const { db, registry, personKeys, body, at } = context
  const citizen = mustBe("citizen", context.principal)
  const item = registry.item(body.itemCode)
  const client = registry.client(citizen.clientId)
  if (item === undefined || client?.itemCodes.includes(item.code) !== true) {
    throw new Problem("item_unknown", { itemCode: body.itemCode })
  }
  const ids = () => newId(personKeys.pairwise, citizen.subject, at)
  const row = await db
    .insertInto("cases")
    .values({
      department_id: citizen.department,
      id: ids(),
      subject: citizen.subject,
      client_id: citizen.clientId,
      item_code: item.code,
      item_version: item.version,
      state: "DRAFT",
      source_scheme: null,
      source_value: null,
      source_text: null,
      local_number: null,
      party_match: null,
      opened_at: at,
      updated_at: at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const change = { newId: ids, to: "DRAFT", source: undefined, occurredAt: at, inferred: false, at }
  return viewCase(db, registry, await changeCase(db, row, change), at)
}

export const get: Handle<typeof getCase> = async ({ db, registry, principal, params, at }) =>
  viewCase(db, registry, await ownCase(db, principal, "id", params.caseId), at)

export const find: Handle<typeof findCase> = async ({ db, registry, principal, params, at }) =>
  viewCase(db, registry, await ownCase(db, principal, "local_number", params.localNumber), at)

export const watch: Follow<typeof watchCase> = {
  async *follow(context: Context<typeof watchCase>, signal) {
    const { db, registry, feed, principal, params, now } = context
    // Follow first, then look: a change in between is then seen twice and never missed.
    const changes = feed.changes(params.caseId, signal)
    const look = async () =>
      viewCase(db, registry, await ownCase(db, principal, "id", params.caseId), now())
    yield await look()
    for await (const _ of changes) yield await look()
  },
}

export const report: Handle<typeof reportCase> = async (context) => {
  const { db, registry, personKeys, params, body, at } = context
  refuseFuture(body, new Date(at.getTime() + context.clockAheadMs))
  const { department, clientId } = mustBe("client", context.principal)
  const item = registry.item(body.itemCode)
  if (item?.department !== department)
    throw new Problem("item_unknown", { itemCode: body.itemCode })
  const unknown = (body.correction?.items ?? [])
    .map(({ requirement }) => requirement)
    .filter((key) => !item.requirements.some((requirement) => requirement.key === key))
  if (unknown.length > 0) throw new Problem("requirement_unknown", { requirements: unknown })

  const known = await db
    .selectFrom("cases")
    .selectAll()
    .where("department_id", "=", department)
    .where("local_number", "=", params.localNumber)
    .forUpdate()
    .executeTakeFirst()
  const party = body.party && (await partyOf(db, personKeys, department, body.party))
  const subject = known?.subject ?? party?.subject ?? null
  const ids = () => newId(personKeys.pairwise, subject ?? params.localNumber, at)
  const row =
    (known && (await claim(db, known, party))) ??
    (await db
      .insertInto("cases")
      .values({
        department_id: department,
        id: ids(),
        // Nobody's yet without an account: an unclaimed case, attached at their first login.
        subject,
        party_match: subject === null ? (party?.match ?? null) : null,
        client_id: clientId,
        item_code: item.code,
        item_version: item.version,
        state: body.state,
        source_scheme: null,
        source_value: null,
        source_text: null,
        local_number: params.localNumber,
        opened_at: new Date(body.occurredAt),
        updated_at: at,
      })
      .returningAll()
      .executeTakeFirstOrThrow())

  if (known?.state === body.state && !(await asksAnew(db, known, body.correction))) {
    // Bound, not doubled: the state is known, and gains the department's own word for it.
    return viewCase(db, registry, await nameState(db, row, body.source, at, ids), at)
  }
  const changed = await changeCase(db, row, {
    newId: ids,
    to: body.state,
    source: body.source,
    occurredAt: new Date(body.occurredAt),
    effectiveOn: body.effectiveOn,
    inferred: body.inferred,
    correction: body.correction,
    at,
  })
  return viewCase(db, registry, changed, at)
}

/** What is said to have happened has happened, by our clock and a little more. */
function refuseFuture({ occurredAt, effectiveOn }: CaseReport, latest: Date): void {
  const rule = "future"
  if (new Date(occurredAt) > latest)
    throw new Problem("invalid_request", {
      faults: [{ place: "body.occurredAt", rule, latest: latest.toISOString() }],
    })
  const lastDay = legalDayOf(latest)
  if (effectiveOn !== undefined && effectiveOn > lastDay)
    throw new Problem("invalid_request", {
      faults: [{ place: "body.effectiveOn", rule, latest: lastDay }],
    })
}

/** Whether a case in correction is asked for something else than before: the notice was mended. */
async function asksAnew(
  db: Database | Trx,
  row: CaseRow,
  correction: Correction | undefined,
): Promise<boolean> {
  if (correction === undefined) return false
  const before = await correctionOf(db, row)
  return before === undefined || canonical(before) !== canonical(correction)
}

/** The caller's own case. Another's looks as if it did not exist. */
async function ownCase(
  db: Database | Trx,
  principal: Principal,
  known: "id" | "local_number",
  value: string,
): Promise<CaseRow> {
  const own = db
    .selectFrom("cases")
    .selectAll()
    .where("department_id", "=", departmentOf(principal))
    .where(known, "=", value)
  const row = await (
    principal.kind === "citizen" ? own.where("subject", "=", principal.subject) : own
  ).executeTakeFirst()
  if (row === undefined) throw new Problem("not_found")
  return row
}

function departmentOf(principal: Principal): string {
  if (principal.kind === "citizen" || principal.kind === "client") return principal.department
  throw new Problem("forbidden")
}
