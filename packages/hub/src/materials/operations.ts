import { maskNumber } from "@tongban/standards"
import type { registerMaterial } from "@tongban/standards"
import type { Handle } from "../http/operation.ts"
import { keepsTypes } from "../items/evidence.ts"
import { matchOf } from "../identity/persons.ts"
import { mustBe } from "../policy/must-be.ts"
import { newId } from "../store/ids.ts"

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
    updated_at: at,
  }
  await keepsTypes(db, department, [body.licenceType])
  const { id } = await db
    .insertInto("materials")
    .values({
      department_id: department,
      id: newId(personKeys.pairwise, holder, at),
      owner_ref: body.ownerRef,
      ...said,
    })
    .onConflict((conflict) => conflict.columns(["department_id", "owner_ref"]).doUpdateSet(said))
    .returning("id")
    .executeTakeFirstOrThrow()
  return { id }
}
