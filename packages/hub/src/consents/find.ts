import { fieldsUsed, noticeText, sensitiveNotice } from "@tongban/standards"
import type { ConsentNotice, ProblemCode, Sensitivity } from "@tongban/standards"
import { chosen } from "../grants/choice.ts"
import type { Choice } from "../grants/choice.ts"
import { sha256 } from "../hash.ts"
import type { Services } from "../http/operation.ts"
import { Problem } from "../http/problem.ts"
import type { HubLogin } from "../identity/hub-login.ts"
import type { Item } from "../registry/schema.ts"
import type { Database, Trx } from "../store/database.ts"
import type { ConsentRow, SurfaceRow } from "../store/tables.ts"
import { findSurface, itemOf } from "../surfaces/find.ts"

/** Protocol M7: a request lives 10 minutes; whoever decides has logged in within the last 5. */
export const consentLifetime = { wholeMs: 10 * 60_000, loginMs: 5 * 60_000 }

/** @throws {Problem} `not_found` */
export async function findConsent(db: Database | Trx, id: string): Promise<ConsentRow> {
  const row = await db.selectFrom("consents").selectAll().where("id", "=", id).executeTakeFirst()
  if (row === undefined) throw new Problem("not_found")
  return row
}

/** What one request asks for, in the hub's own words. */
export interface Asked {
  surface: SurfaceRow
  item: Item
  choice: Choice
  sensitive: Sensitivity
  notice: ConsentNotice
  noticeHash: string
}

/**
 * Looks the paper up again, as it is now.
 *
 * @throws {Problem} `material_unfit`, `surface_expired`, `sensitive_unexplained`
 */
export async function askedBy(
  by: Pick<Services, "registry" | "items"> & { db: Database | Trx; at: Date },
  consent: Pick<ConsentRow, "surface_id" | "requirement" | "material_id" | "language">,
): Promise<Asked> {
  const { db, registry, at } = by
  const surface = await findSurface(db, consent.surface_id)
  const item = await itemOf(by, surface)
  const choice = await chosen({ db, at }, surface, item, {
    requirement: consent.requirement,
    material: consent.material_id,
  })
  const { sensitive } = choice.requirement
  if (sensitive === undefined)
    throw new Problem("sensitive_unexplained", { requirement: consent.requirement })
  const { name, phone } = registry.department(surface.department_id)
  const notice = sensitiveNotice({
    language: consent.language,
    recipient: { name, ...(phone !== undefined && { phone }) },
    item: { name: item.name, shortName: item.shortName },
    paper: { name: choice.material.name, fields: fieldsUsed(choice.requirement, choice.material) },
    sensitive,
  })
  return { surface, item, choice, sensitive, notice, noticeHash: sha256(noticeText(notice)) }
}

/** Whoever may decide now; or why nobody may. What was decided is told to its decider only. */
export function deciderOf(
  consent: ConsentRow,
  login: HubLogin | undefined,
  now: Date,
): { login: HubLogin } | { refusal: ProblemCode } {
  if (login === undefined) return { refusal: "login_required" }
  if (login.personId !== consent.person_id) return { refusal: "other_account" }
  if (consent.decision !== null) return { refusal: "consent_decided" }
  if (consent.expires_at <= now) return { refusal: "consent_expired" }
  if (now.getTime() - login.at.getTime() > consentLifetime.loginMs)
    return { refusal: "login_stale" }
  return { login }
}

/** Forgets requests a day after their time: what was decided stands in its grant. */
export async function purgeConsents(trx: Trx, now: Date): Promise<void> {
  const limit = new Date(now.getTime() - 24 * 3_600_000)
  await trx.deleteFrom("consents").where("expires_at", "<", limit).execute()
}
