import type { listGrants, withdrawGrant } from "@tongban/standards"
import { record } from "../events/outbox.ts"
import type { Handle } from "../http/operation.ts"
import { Problem } from "../http/problem.ts"
import { mustBe } from "../policy/must-be.ts"
import type { Of } from "../policy/principal.ts"
import { ticketSeconds } from "../redemptions/signer.ts"
import type { Trx } from "../store/database.ts"
import { newId } from "../store/ids.ts"
import { readPage } from "../store/read-page.ts"
import { grantsOf, isWithdrawable, viewGrant } from "./view.ts"

/** The person's grants, newest first. */
export const list: Handle<typeof listGrants> = async (context) => {
  const { db, registry, items, principal, page, at } = context
  const person = personAt(mustBe("browser", principal))
  const { rows, next } = await readPage(
    grantsOf(db, person),
    {
      at: "grants.person_seq",
      id: "grants.id",
      direction: "desc",
      positionOf: ({ person_seq, id }) => ({ at: person_seq, id }),
    },
    page,
  )
  const about = await items.versions(
    db,
    rows.map(({ content }) => content.item),
  )
  return {
    items: rows.map((row, nth) => viewGrant(row, about[nth], registry, at)),
    ...(next !== undefined && { next }),
  }
}

/**
 * Locks the grant as redeeming does: whichever comes second sees what the first has done. It is stamped
 * once it has the lock, and never before the last use, so that the order of the two is that of their times.
 */
export const withdraw: Handle<typeof withdrawGrant> = async (context) => {
  const { db, principal, params, personKeys, now } = context
  const person = personAt(mustBe("browser", principal))
  const grant = await db
    .selectFrom("grants")
    .selectAll()
    .where("person_id", "=", person)
    .where("id", "=", params.grantId)
    .forUpdate()
    .executeTakeFirst()
  if (grant === undefined) throw new Problem("not_found")
  const { withdrawn_at: earlier } = grant
  const ticketAt = await lastTicketOf(db, grant.id)
  if (earlier !== null) return said(grant.id, earlier, ticketAt)
  if (!isWithdrawable(grant)) throw new Problem("grant_not_withdrawable")

  const withdrawnAt = new Date(Math.max(now().getTime(), ticketAt?.getTime() ?? 0))
  await db
    .updateTable("grants")
    .set({ withdrawn_at: withdrawnAt })
    .where("department_id", "=", grant.department_id)
    .where("id", "=", grant.id)
    .execute()
  await record(db, {
    id: newId(personKeys.pairwise, grant.content.subject, withdrawnAt),
    department: grant.department_id,
    type: "grant.withdrawn",
    caseId: grant.case_id,
    at: withdrawnAt,
  })
  return said(grant.id, withdrawnAt, ticketAt)
}

const said = (id: string, withdrawnAt: Date, ticketAt: Date | undefined) => {
  const until = new Date((ticketAt?.getTime() ?? 0) + ticketSeconds * 1000)
  return {
    id,
    withdrawnAt: withdrawnAt.toISOString(),
    ...(until > withdrawnAt && { ticketsUntil: until.toISOString() }),
  }
}

/** When the last ticket under a grant was issued. */
async function lastTicketOf(db: Trx, grantId: string): Promise<Date | undefined> {
  const uses = await db
    .selectFrom("redemptions")
    .innerJoin("handles", "handles.handle_hash", "redemptions.handle_hash")
    .select(["redemptions.at", "redemptions.reissued_at"])
    .where("handles.grant_id", "=", grantId)
    .execute()
  const issued = uses.map(({ at, reissued_at }) => (reissued_at ?? at).getTime())
  return issued.length === 0 ? undefined : new Date(Math.max(...issued))
}

/** @throws {Problem} `login_required` */
function personAt({ login }: Of<"browser">): string {
  if (login === undefined) throw new Problem("login_required")
  return login.personId
}
