import { maskNumber } from "@tongban/standards"
import type { registerMaterial, revokeMaterial } from "@tongban/standards"
import type { Handle } from "../http/operation.ts"
import { keepsTypes } from "../items/evidence.ts"
import { Problem } from "../http/problem.ts"
import { matchOf } from "../identity/persons.ts"
import { mustBe } from "../policy/must-be.ts"
import { newId } from "../store/ids.ts"
import { revocationOf } from "./revocation.ts"

/** What was revoked stays so, whatever list still holds it. */
export const register: Handle<typeof registerMaterial> = async (context) => {
  const { db, personKeys, body, at } = context
  const { department } = mustBe("client", context.principal)
  const holder = matchOf(personKeys, body.holder.scheme, body.holder.number)
  const said = {
    licence_type: body.licenceType,
    name: JSON.stringify(body.name),
    grade: body.grade,
    masked_number: maskNumber(body.number),
    holder_match: holder,
    issuer: JSON.stringify(body.issuer),
    issuer_codes: body.issuerCodes === undefined ? null : JSON.stringify(body.issuerCodes),
    issuer_region: body.issuerRegion ?? null,
    issued_on: body.issuedOn,
    valid_from: body.validFrom ?? null,
    valid_to: body.validTo ?? null,
    status: body.status,
    digest: body.digest,
    media_type: body.mediaType,
    size: body.size,
    fields: JSON.stringify(body.fields),
    sensitive: body.sensitive,
    duty: body.duty === undefined ? null : JSON.stringify(body.duty),
    link: body.link ?? null,
    updated_at: at,
  }
  await keepsTypes(db, department, [body.licenceType])
  const registered = await db
    .insertInto("materials")
    .values({
      department_id: department,
      id: newId(personKeys.pairwise, holder, at),
      owner_ref: body.ownerRef,
      ...said,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["department_id", "owner_ref"])
        .doUpdateSet(({ eb, ref }) => ({
          ...said,
          version: eb
            .case()
            .when("materials.digest", "=", ref("excluded.digest"))
            .then(ref("materials.version"))
            .else(eb("materials.version", "+", 1))
            .end(),
        }))
        .where("materials.revoked_at", "is", null),
    )
    .returning(["id", "version"])
    .executeTakeFirst()
  if (registered === undefined) throw new Problem("material_revoked", { ownerRef: body.ownerRef })
  return registered
}

/** Revoked once, for good: what was said first stands. */
export const revoke: Handle<typeof revokeMaterial> = async ({ db, principal, body, at }) => {
  const { department } = mustBe("client", principal)
  const row = await db
    .selectFrom("materials")
    .select(["id", "revoked_at", "revoked_reason", "revoked_note"])
    .where("department_id", "=", department)
    .where("owner_ref", "=", body.ownerRef)
    .where("uploaded", "=", false)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw new Problem("not_found")
  const earlier = revocationOf(row)
  if (earlier !== undefined) return { id: row.id, revoked: earlier }
  await db
    .updateTable("materials")
    .set({
      status: "ABOLISHED",
      revoked_at: at,
      revoked_reason: body.reason,
      revoked_note: body.note === undefined ? null : JSON.stringify(body.note),
      updated_at: at,
    })
    .where("department_id", "=", department)
    .where("id", "=", row.id)
    .execute()
  const { reason, note } = body
  return { id: row.id, revoked: { at: at.toISOString(), reason, ...(note && { note }) } }
}
