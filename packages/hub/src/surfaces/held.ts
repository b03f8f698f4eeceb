import { legalDayOf, materialFitness } from "@tongban/standards"
import type { HeldFacts, HeldMaterial, Requirement } from "@tongban/standards"
import type { listHeld } from "@tongban/standards"

import type { Handle } from "../http/operation.ts"
import { mustBe } from "../policy/must-be.ts"
import type { Database, Trx } from "../store/database.ts"
import type { MaterialRow } from "../store/tables.ts"
import { isDraft } from "../undertakings/draft.ts"
import { followingDate } from "../undertakings/offer.ts"
import { itemOf, liveSurface } from "./find.ts"
import { paperTypesOf, requirementOf } from "./requirements.ts"

/** The most that one answer lists; a search comes with the hub's own issue. */
const most = 200

/** Protocol M6: what the surface's person holds for one of its requirements, best first. */
export const held: Handle<typeof listHeld> = async (context) => {
  const { db, principal, query, at } = context
  const { surfaceId, personId } = mustBe("surface", principal)
  const surface = await liveSurface(db, surfaceId, at)
  const item = await itemOf(context, surface)
  const requirement = requirementOf(item, surface.requirements, query.requirement)
  const today = legalDayOf(at)

  const materials = await materialsOf(db, personId, paperTypesOf(item, requirement))
  const judged = materials.map((row) => ({
    row,
    fitness: materialFitness(requirement, fitnessFacts(row), today),
  }))
  const following = followingDate(context.registry, item, requirement, at)
  return {
    ...(following !== undefined && (await isDraft(db, surface)) && { mayFollow: following }),
    requirement: requirement.key,
    fits: judged.filter(({ fitness }) => fitness.fits).map(({ row }) => viewHeld(row, requirement)),
    unfit: judged.flatMap(({ row, fitness }) =>
      fitness.fits ? [] : [{ ...viewHeld(row, requirement), reasons: [...fitness.reasons] }],
    ),
  }
}

/** The person's own papers of some types; newest first, best grade first. */
export function materialsOf(
  db: Database | Trx,
  personId: string,
  paperTypes: readonly string[],
): Promise<MaterialRow[]> {
  return db
    .selectFrom("materials")
    .innerJoin("persons", "persons.match", "materials.holder_match")
    .selectAll("materials")
    .where("persons.id", "=", personId)
    .where("licence_type", "in", paperTypes)
    .orderBy("grade")
    .orderBy("issued_on", "desc")
    .orderBy("materials.id")
    .limit(most)
    .execute()
}

/** What the fitness rules look at in a paper of `materialsOf`, which finds it by its holder's match. */
export const fitnessFacts = (row: MaterialRow): HeldFacts => ({
  holder: { scheme: holderScheme, matches: true },
  form: "electronic",
  licenceType: row.licence_type,
  grade: row.grade,
  status: row.status,
  ...(row.revoked_at !== null &&
    row.revoked_reason !== null && {
      revoked: { on: legalDayOf(row.revoked_at), reason: row.revoked_reason },
    }),
  ...(row.valid_from !== null && { validFrom: row.valid_from }),
  ...(row.valid_to !== null && { validTo: row.valid_to }),
  // The day of an upload is not that on which the paper was issued: its original tells.
  ...(!row.uploaded && { issuedOn: row.issued_on }),
  ...((row.issuer_codes !== null || row.issuer_region !== null) && {
    issuer: {
      codes: row.issuer_codes ?? [],
      ...(row.issuer_region !== null && { region: row.issuer_region }),
    },
  }),
})

/** 公民身份号码 (GB/T 36903-2018): holders are persons, as registrations name them. */
const holderScheme = "111"

/** Whether a paper is asked for by itself (protocol M7): its owner says so, or the item does. */
export const isSensitive = (requirement: Requirement, material: MaterialRow): boolean =>
  material.sensitive || requirement.sensitive !== undefined

const viewHeld = (row: MaterialRow, requirement: Requirement): HeldMaterial => ({
  id: row.id,
  name: row.name,
  issuer: row.issuer,
  maskedNumber: row.masked_number,
  issuedOn: row.issued_on,
  ...(row.valid_to !== null && { validTo: row.valid_to }),
  grade: row.grade,
  fields: row.fields,
  sensitive: isSensitive(requirement, row),
  ...(row.uploaded && { upload: { mediaType: row.media_type, size: row.size } }),
})
