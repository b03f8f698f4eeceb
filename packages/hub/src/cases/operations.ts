import type { findCase, getCase, openCase, watchCase } from "@tongban/standards"
import { Problem } from "../http/problem.ts"
import type { Context, Follow, Handle } from "../http/operation.ts"
import { currentItem } from "../items/find.ts"
import { mustBe } from "../policy/must-be.ts"
import { idsOf } from "../store/ids.ts"
import { changeCase } from "./change.ts"
import { casesOf, ownCase, readAgain } from "./read.ts"
import { viewCase } from "./view.ts"

export const open: Handle<typeof openCase> = async (context) => {
  const { db, registry, personKeys, body, at } = context
  const citizen = mustBe("citizen", context.principal)
  const { itemCode } = body
  if (registry.client(citizen.clientId)?.itemCodes.includes(itemCode) !== true)
    throw new Problem("item_unknown", { itemCode })
  const item = await currentItem(context, itemCode)
  if (body.follows !== undefined) await mustBeTheirs(context, body.follows)
  const newId = idsOf(personKeys.pairwise, citizen.subject, at)
  const row = await db
    .insertInto("cases")
    .values({
      department_id: citizen.department,
      id: newId(),
      subject: citizen.subject,
      client_id: citizen.clientId,
      item_code: item.code,
      item_version: item.version,
      follows_id: body.follows ?? null,
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
  const begun = { to: "DRAFT", occurredAt: at, inferred: false, at }
  return viewCase(context, await readAgain(db, await changeCase(db, row, begun, newId)), at)
}

/** What a case follows on is its applicant's own, at the same department. */
async function mustBeTheirs({ db, principal }: Context<typeof openCase>, id: string) {
  const theirs = await casesOf(db, principal).where("cases.id", "=", id).executeTakeFirst()
  if (theirs === undefined) throw new Problem("preceding_unknown", { follows: id })
}

export const get: Handle<typeof getCase> = async (context) => {
  const { db, principal, params, at } = context
  return viewCase(context, await ownCase(db, principal, "id", params.caseId), at)
}

export const find: Handle<typeof findCase> = async (context) => {
  const { db, principal, params, at } = context
  return viewCase(context, await ownCase(db, principal, "local_number", params.localNumber), at)
}

export const watch: Follow<typeof watchCase> = {
  async *follow(context: Context<typeof watchCase>, signal) {
    const { db, feed, principal, params, lastEventId, now } = context
    // Follow first, then look: a change in between is then told of twice, and sent once.
    const changes = feed.changes(params.caseId, signal)
    let told = Number(lastEventId ?? 0)
    const look = async () => {
      const row = await ownCase(db, principal, "id", params.caseId)
      if (row.version === told) return undefined
      told = row.version
      return viewCase(context, row, now())
    }
    yield await look()
    for await (const _ of changes) {
      const kase = await look()
      if (kase !== undefined) yield kase
    }
  },
  /** A version of the case: whoever has heard it hears of the next one, and of this one no more. */
  position: ({ version }) => String(version),
}
