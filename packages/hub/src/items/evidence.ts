import { acceptsUpload, fittingTypes } from "@tongban/standards"
import type { FittingEvidence, getItemEvidence, Requirement } from "@tongban/standards"
import type { Handle } from "../http/operation.ts"
import type { Registry } from "../registry/registry.ts"
import type { Database, Trx } from "../store/database.ts"
import { currentItem } from "./find.ts"

export const evidence: Handle<typeof getItemEvidence> = async (context) => {
  const { db, registry, params } = context
  const { code, version, requirements } = await currentItem(context, params.itemCode)
  const keepers = await keepersOf(db, registry, requirements.flatMap(fittingTypes))
  return {
    code,
    version,
    requirements: requirements.map((requirement) => evidenceFor(requirement, keepers)),
  }
}

type Keepers = ReadonlyMap<string, FittingEvidence["types"][number]["keptBy"]>

const evidenceFor = (requirement: Requirement, keepers: Keepers): FittingEvidence => ({
  requirement,
  types: typesOf(requirement).map((type) => ({
    ...type,
    keptBy: keepers.get(type.licenceType) ?? [],
  })),
  upload: acceptsUpload(requirement),
})

/** The types that fit, its own first; it is called as the requirement is. */
const typesOf = ({ licenceType, name, alsoFits = [] }: Requirement) =>
  licenceType === undefined ? [] : [{ licenceType, name }, ...alsoFits]

const mostKeepers = 100

/** The departments that keep papers of each type. */
async function keepersOf(
  db: Database | Trx,
  registry: Registry,
  types: readonly string[],
): Promise<Keepers> {
  const keepers = new Map<string, FittingEvidence["types"][number]["keptBy"]>()
  if (types.length === 0) return keepers
  const rows = await db
    .selectFrom("paper_types")
    .selectAll()
    .where("licence_type", "in", [...new Set(types)])
    .orderBy("licence_type")
    .orderBy("department_id")
    .execute()
  for (const { licence_type: type, department_id: department } of rows) {
    const known = keepers.get(type) ?? []
    if (known.length < mostKeepers) keepers.set(type, [...known, registry.department(department)])
  }
  return keepers
}

/** Says that a department keeps papers of some types; for whoever registers papers. */
export async function keepsTypes(
  trx: Trx,
  department: string,
  types: readonly string[],
): Promise<void> {
  if (types.length === 0) return
  await trx
    .insertInto("paper_types")
    .values([...new Set(types)].map((type) => ({ licence_type: type, department_id: department })))
    .onConflict((conflict) => conflict.columns(["licence_type", "department_id"]).doNothing())
    .execute()
}
