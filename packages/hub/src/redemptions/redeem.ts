import { randomUUID } from "node:crypto"
import { hubOwner } from "@tongban/standards"
import type { Redemption, Undertaking } from "@tongban/standards"
import type { redeem as operation } from "@tongban/standards"
import { record } from "../events/outbox.ts"
import { Problem } from "../http/problem.ts"
import { twoSteps } from "../http/operation.ts"
import type { WritingContext } from "../http/operation.ts"
import { appendAccess } from "../log/append.ts"
import { mustBe } from "../policy/must-be.ts"
import type { Registry } from "../registry/registry.ts"
import { hashOfSecret } from "../secrets.ts"
import { newId } from "../store/ids.ts"
import type { MaterialRow, RedemptionRow } from "../store/tables.ts"
import { supplied } from "../undertakings/keep.ts"
import { brokenPromiseRule, findPromise, recordPromise } from "../undertakings/redeem.ts"
import type { RedeemablePromise } from "../undertakings/rules.ts"
import { bind } from "./bind.ts"
import { redemptionRules } from "./rules.ts"
import type { Redeemable } from "./rules.ts"
import type { TicketClaims } from "./signer.ts"

type RedeemContext = WritingContext<typeof operation>

/** What is committed of a redemption: promise and ticket are signed from it, again for each retry. */
interface Committed {
  answer: Omit<Redemption, "logPromise" | "ticket">
  ticket: Omit<TicketClaims, "logPromise">
  /** RFC 3339 */
  ticketAt: string
}

/** What a retry is answered from: a paper's redemption, or a promise to supply one later. */
type Stored = Committed | { undertaking: Undertaking }

/** Protocol M11: so many tickets for one use, within so long of it. */
export const mostTickets = 5
export const ticketsWithinMs = 600_000

/** Protocol M10: all handles or none, in one transaction; the words are signed after the commit. */
export const redeem = twoSteps<typeof operation, Stored[]>({
  async write(context) {
    const client = mustBe("client", context.principal)
    const registered = context.registry.client(client.clientId)
    if (registered?.releaseKey !== client.keyThumbprint) throw new Problem("release_key_required")

    const found: Redeemable[] = []
    const promised: RedeemablePromise[] = []
    const refused: { handle: number; rule: string }[] = []
    for (const [at, handle] of context.body.handles.entries()) {
      const it = await find(context, handle)
      const promise = it === undefined ? await findPromise(context, handle) : undefined
      const rule = ruleOf(context, it, promise)
      if (rule !== undefined) refused.push({ handle: at, rule })
      else if (it !== undefined) found.push(it)
      else if (promise !== undefined) promised.push(promise)
    }
    if (refused.length > 0) throw new Problem("handle_unusable", { handles: refused })

    const stored: Stored[] = []
    for (const it of promised) stored.push({ undertaking: await redeemPromise(context, it) })
    for (const it of found) stored.push(await redeemOne(context, it))
    return stored
  },

  async answer(stored, { signer, counts }) {
    const committed = stored.flatMap((each) => ("undertaking" in each ? [] : [each]))
    const undertakings = stored.flatMap((each) => ("undertaking" in each ? [each.undertaking] : []))
    counts.redeemed(committed.length)
    const redemptions = await Promise.all(
      committed.map(async ({ answer, ticket, ticketAt }) => {
        const logPromise = await signer.logPromise(answer.acc, new Date(answer.at))
        const signed = await signer.ticket({ ...ticket, logPromise }, new Date(ticketAt))
        return { ...answer, logPromise, ticket: signed }
      }),
    )
    return { redemptions, ...(undertakings.length > 0 && { undertakings }) }
  },
})

/** What a handle of the department's leads to, each row locked until the end of the transaction. */
async function find(
  { db, items, principal }: RedeemContext,
  secret: string,
): Promise<Redeemable | undefined> {
  const handle = await db
    .selectFrom("handles")
    .selectAll()
    .where("handle_hash", "=", hashOfSecret(secret))
    .where("department_id", "=", mustBe("client", principal).department)
    .forUpdate()
    .executeTakeFirst()
  if (handle === undefined) return undefined
  const grant = await db
    .selectFrom("grants")
    .selectAll()
    .where("department_id", "=", handle.department_id)
    .where("id", "=", handle.grant_id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const kase = await db
    .selectFrom("cases")
    .selectAll()
    .where("department_id", "=", handle.department_id)
    .where("id", "=", handle.case_id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const material = await db
    .selectFrom("materials")
    .selectAll()
    .where("department_id", "=", handle.material_department_id)
    .where("id", "=", handle.material_id)
    .forUpdate()
    .executeTakeFirst()
  const earlier = await db
    .selectFrom("redemptions")
    .selectAll()
    .where("handle_hash", "=", handle.handle_hash)
    .executeTakeFirst()
  const item = await items.version(db, kase.item_code, kase.item_version)
  return { handle, grant, case: kase, material, item, earlier }
}

const ruleOf = (
  context: RedeemContext,
  it: Redeemable | undefined,
  promise: RedeemablePromise | undefined,
): string | undefined => {
  if (it !== undefined) return brokenRule(context, it)
  return promise === undefined ? "unknown" : brokenPromiseRule(context, promise)
}

function brokenRule(
  { registry, principal, body, at }: RedeemContext,
  it: Redeemable,
): string | undefined {
  const { clientId, department } = mustBe("client", principal)
  const itemCodes = registry.client(clientId)?.itemCodes ?? []
  const by = { clientId, department, localNumber: body.localNumber, itemCodes, at }
  return redemptionRules.find(({ broken }) => broken(it, by))?.rule
}

async function redeemOne(context: RedeemContext, it: Redeemable): Promise<Committed> {
  const row = it.earlier ? await issueAgain(context, it.earlier) : await logUse(context, it)
  const { registry } = context
  const { handle, grant, material, item } = it
  if (material === undefined || item === undefined)
    throw new Error("the rules let pass what is not there")
  const owner = ownerOf(registry, material)
  const form = grant.content.form === "original" ? "original" : "derived"
  return {
    answer: {
      id: row.id,
      requirement: handle.requirement,
      caseId: row.case_id,
      material: {
        name: material.name,
        digest: handle.digest,
        mediaType: material.media_type,
        size: material.size,
        fields: handle.fields,
      },
      owner,
      purpose: item.purpose,
      form,
      acc: row.acc,
      at: row.at.toISOString(),
    },
    ticket: {
      aud: owner.client,
      ins: owner.instance,
      jti: row.ticket_jti,
      ref: material.owner_ref,
      dig: handle.digest,
      rcp: row.recipient,
      jkt: row.recipient_jkt,
      item: item.code,
      case: row.case_id,
      purpose: item.purpose.zh,
      fields: handle.fields,
      acc: row.acc,
      form,
      mediaType: material.media_type,
      provider: registry.department(material.department_id).name.zh,
      recipient: registry.department(row.department_id).name.zh,
      grade: material.grade,
      ...(material.valid_to !== null && { validTo: material.valid_to }),
    },
    ticketAt: (row.reissued_at ?? row.at).toISOString(),
  }
}

/** Who gives the paper out: the bridge of the department that holds it, or the hub what it keeps itself. */
function ownerOf(registry: Registry, material: MaterialRow): Redemption["owner"] {
  if (material.uploaded) return { client: hubOwner, instance: hubOwner }
  const { duty, link } = material
  const owner = registry.ownerClient(material.department_id)
  if (owner?.instance === undefined) {
    throw new Problem("handle_unusable", { handles: [{ handle: 0, rule: "owner_not_connected" }] })
  }
  return {
    client: owner.id,
    instance: owner.instance,
    ...(duty !== null && { duty }),
    ...(link !== null && { link }),
  }
}

/**
 * A ticket is good once: whoever lost what came for it, as by a crash, gets another for the same use.
 * The owner's log has a line for each; beyond the bounds the last one stands, and has expired.
 */
async function issueAgain({ db, at }: RedeemContext, row: RedemptionRow): Promise<RedemptionRow> {
  const isLate = at.getTime() - row.at.getTime() > ticketsWithinMs
  if (isLate || row.tickets >= mostTickets) return row
  return db
    .updateTable("redemptions")
    .set({ ticket_jti: randomUUID(), tickets: row.tickets + 1, reissued_at: at })
    .where("department_id", "=", row.department_id)
    .where("id", "=", row.id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** A promise binds the draft as a paper does: an application may have nothing but promises. */
async function redeemPromise(context: RedeemContext, it: RedeemablePromise): Promise<Undertaking> {
  const { personKeys, at } = context
  await bind(context, it.case, () => newId(personKeys.pairwise, it.undertaking.subject, at))
  return recordPromise(context, it)
}

/** Binds the draft to its number, logs the use, and tells whoever follows: one transaction. */
async function logUse(context: RedeemContext, it: Redeemable): Promise<RedemptionRow> {
  const { db, personKeys, body, at } = context
  const client = mustBe("client", context.principal)
  const { handle, grant, item } = it
  if (item === undefined) throw new Error("the rules let an item pass that was never published")
  const ids = () => newId(personKeys.pairwise, it.case.subject ?? body.localNumber, at)
  const kase = await bind(context, it.case, ids)

  const acc = await appendAccess(
    db,
    handle.person_id,
    {
      department: handle.department_id,
      operator: `${body.operator.kind}:${body.operator.name}`,
      recipient: client.clientId,
      purposeCode: item.code,
      basis: item.basis,
      grantHash: grant.hash,
      fields: handle.fields,
      materialHash: handle.digest,
      case: kase.id,
    },
    at,
  )
  const row = await db
    .insertInto("redemptions")
    .values({
      department_id: handle.department_id,
      id: ids(),
      handle_hash: handle.handle_hash,
      case_id: kase.id,
      local_number: body.localNumber,
      recipient: client.clientId,
      recipient_jkt: client.keyThumbprint,
      acc,
      ticket_jti: randomUUID(),
      tickets: 1,
      reissued_at: null,
      at,
      outcome: null,
      outcome_reason: null,
      provenance: null,
      outcome_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await supplied(
    db,
    kase,
    { requirement: handle.requirement, material: handle.material_id, at },
    ids,
  )
  await record(db, {
    id: ids(),
    department: handle.department_id,
    type: "material.redeemed",
    caseId: kase.id,
    at,
  })
  return row
}
