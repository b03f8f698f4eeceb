import type { askConsent, decideConsent, getConsent } from "@tongban/standards"
import { handleOf, issueHandle, writeGrant } from "../grants/grant.ts"
import type { Handle } from "../http/operation.ts"
import { Problem } from "../http/problem.ts"
import { findPerson } from "../identity/persons.ts"
import { mustBe } from "../policy/must-be.ts"
import { newSecret } from "../secrets.ts"
import type { Database, Trx } from "../store/database.ts"
import type { ConsentRow } from "../store/tables.ts"
import { liveSurface } from "../surfaces/find.ts"
import { askedBy, consentLifetime, deciderOf, findConsent } from "./find.ts"
import { shownAtOf } from "./form.ts"

/** Asks for one sensitive paper. What was asked before for the same requirement is over. */
export const ask: Handle<typeof askConsent> = async (context) => {
  const { db, body, at, origin } = context
  const { surfaceId, personId } = mustBe("surface", context.principal)
  const { id: surface_id } = await liveSurface(db, surfaceId, at)
  const { requirement, material: material_id, language } = body
  await askedBy(context, { surface_id, requirement, material_id, language })

  await db
    .updateTable("consents")
    .set({ expires_at: at })
    .where("surface_id", "=", surface_id)
    .where("requirement", "=", requirement)
    .where("decision", "is", null)
    .execute()
  const id = newSecret().slice(0, 22)
  const expires_at = new Date(at.getTime() + consentLifetime.wholeMs)
  await db
    .insertInto("consents")
    .values({
      id,
      surface_id,
      person_id: personId,
      requirement,
      material_id,
      language,
      asked_at: at,
      expires_at,
      decision: null,
      grant_id: null,
    })
    .execute()
  return { id, url: `${origin}/consent/${id}`, expiresAt: expires_at.toISOString() }
}

/** What became of a request of this surface. */
export const get: Handle<typeof getConsent> = async ({ db, principal, params, at, handleKey }) => {
  const { surfaceId } = mustBe("surface", principal)
  const consent = await findConsent(db, params.consentId)
  if (consent.surface_id !== surfaceId) throw new Problem("not_found")
  const { decision, grant_id, requirement, expires_at } = consent
  if (decision === "agreed" && grant_id !== null) {
    const handle = handleOf(handleKey, grant_id)
    const uploaded = await isUpload(db, consent)
    const kind = uploaded ? "upload" : "held"
    return { state: decision, item: { requirement, kind, handle } }
  }
  return { state: decision ?? (expires_at <= at ? "expired" : "open") }
}

async function isUpload(db: Database | Trx, consent: ConsentRow): Promise<boolean> {
  const row = await db
    .selectFrom("uploads")
    .select("id")
    .where("person_id", "=", consent.person_id)
    .where("id", "=", consent.material_id)
    .executeTakeFirst()
  return row !== undefined
}

/** The decision: by the surface's own person, who logged in just now, on the form that was shown. */
export const decide: Handle<typeof decideConsent> = async (context) => {
  const { db, params, body, at, formKey } = context
  const consent = await findConsent(db, params.consentId)
  const decider = deciderOf(consent, mustBe("browser", context.principal).login, at)
  if ("refusal" in decider) throw new Problem(decider.refusal)
  const { login } = decider
  const asked = await askedBy(context, consent)
  const { surface, item, choice, sensitive, noticeHash } = asked
  const shownAt = shownAtOf(formKey, { consent: consent.id, login, noticeHash }, body.form)
  if (shownAt === undefined) throw new Problem("form_stale")
  const person = await findPerson(db, consent.person_id)
  if (person === undefined) throw new Error("a consent names a person who is gone")

  const { decision } = body
  const notice = { language: consent.language, hash: noticeHash, shownAt }
  const grant = { surface, item, person, choice, decision, notice, alone: { login, sensitive } }
  const grantId = await writeGrant(context, grant)
  const claimed = await db
    .updateTable("consents")
    .set({ decision, grant_id: grantId })
    .where("id", "=", consent.id)
    .where("decision", "is", null)
    .returning("id")
    .executeTakeFirst()
  if (claimed === undefined) throw new Problem("consent_decided")
  if (decision === "agreed") await issueHandle(context, surface, choice, grantId)
  return { decision }
}
