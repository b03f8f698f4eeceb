import { legalDayOf, materialFitness } from "@tongban/standards"
import type { PickedItem, Requirement } from "@tongban/standards"
import { Problem } from "../http/problem.ts"
import type { Item } from "../registry/schema.ts"
import type { Database, Trx } from "../store/database.ts"
import type { MaterialRow, SurfaceRow } from "../store/tables.ts"
import { fitnessFacts, materialsOf } from "../surfaces/held.ts"
import { paperTypesOf, requirementOf } from "../surfaces/requirements.ts"

/** One paper for one requirement, and the fields of it that are used. */
export interface Choice {
  requirement: Requirement
  material: MaterialRow
  fields: string[]
}

/**
 * A paper that was chosen, checked again: the page's word is not enough.
 *
 * @throws {Problem} `requirement_unknown`, `material_unfit`
 */
export async function chosen(
  { db, at }: { db: Database | Trx; at: Date },
  surface: SurfaceRow,
  item: Item,
  choice: { requirement: string; material: string },
): Promise<Choice> {
  const requirement = requirementOf(item, surface.requirements, choice.requirement)
  const held = await materialsOf(db, surface.person_id, paperTypesOf(item, requirement))
  const material = held.find(({ id }) => id === choice.material)
  if (material === undefined)
    throw new Problem("material_unfit", { requirement: requirement.key, rule: "holder" })
  const fitness = materialFitness(requirement, fitnessFacts(material), legalDayOf(at))
  if (!fitness.fits) {
    const rule = fitness.reasons[0]?.rule ?? "type"
    throw new Problem("material_unfit", { requirement: requirement.key, rule })
  }
  const fields = requirement.fields.length === 0 ? material.fields : requirement.fields
  return { requirement, material, fields: fields.filter((f) => material.fields.includes(f)) }
}

/** What the form's value calls it (protocol M8). */
export const kindOf = ({ material }: Choice): PickedItem["kind"] =>
  material.uploaded ? "upload" : "held"
