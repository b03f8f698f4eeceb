import { acceptsUpload, uploadRules } from "@tongban/standards/words"
import type { Services } from "../http/operation.ts"
import { Problem } from "../http/problem.ts"
import { inTransaction } from "../store/database.ts"
import type { Database, Trx } from "../store/database.ts"
import { itemOf, liveSurface } from "../surfaces/find.ts"
import { paperTypeOf, requirementOf } from "../surfaces/requirements.ts"
import type { Vault } from "./vault.ts"

export interface BeginParts extends Pick<Services, "registry" | "items"> {
  db: Database
  vault: Vault
  /** The most bytes of an upload. */
  uploadBytes: number
}

export interface Beginning {
  id: string
  personId: string
  surfaceId: string
  /** The key of the requirement, as the client says. */
  requirement: string
  /** Bytes, as the client says; no more will be taken. */
  length: number
  at: Date
}

/**
 * Opens an upload: for a requirement of the surface that takes one, within the limits.
 *
 * @throws {Problem} naming the rule
 */
export async function begin(parts: BeginParts, begun: Beginning): Promise<void> {
  const { db, registry, vault, uploadBytes } = parts
  const { id, personId, surfaceId, length, at } = begun
  const surface = await liveSurface(db, surfaceId, at)
  const item = await itemOf(parts, surface)
  const requirement = requirementOf(item, surface.requirements, begun.requirement)
  if (registry.uploadsDepartment === undefined || !acceptsUpload(requirement))
    throw new Problem("upload_not_accepted", { requirement: requirement.key })
  if (length === 0) throw new Problem("upload_empty")
  if (length > uploadBytes) throw new Problem("upload_too_large", { mostBytes: uploadBytes })

  await inTransaction(db, async (trx) => {
    // The person's row orders those who begin at once.
    await trx.selectFrom("persons").select("id").where("id", "=", personId).forUpdate().execute()
    const open = await trx
      .selectFrom("uploads")
      .select("id")
      .where("person_id", "=", personId)
      .where("material_id", "is", null)
      .execute()
    if (open.length >= uploadRules.mostOpen)
      throw new Problem("uploads_open", { most: uploadRules.mostOpen })
    if ((await unusedOf(trx, personId)) >= uploadRules.mostUnused)
      throw new Problem("uploads_unused", { most: uploadRules.mostUnused })
    await trx
      .insertInto("uploads")
      .values({
        person_id: personId,
        id,
        surface_id: surface.id,
        requirement: requirement.key,
        paper_type: paperTypeOf(item, requirement),
        name: JSON.stringify(requirement.name),
        length,
        wrapped_key: vault.newKey(id),
        begun_at: at,
        material_id: null,
      })
      .execute()
  })
}

/** The person's whole uploads that no department has ever redeemed. */
async function unusedOf(trx: Trx, personId: string): Promise<number> {
  const unused = await trx
    .selectFrom("uploads")
    .select("id")
    .where("person_id", "=", personId)
    .whereRef("material_id", "=", "id")
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("handles")
            .innerJoin("redemptions", "redemptions.handle_hash", "handles.handle_hash")
            .select("handles.handle_hash")
            .whereRef("handles.person_id", "=", "uploads.person_id")
            .whereRef("handles.material_id", "=", "uploads.id"),
        ),
      ),
    )
    .execute()
  return unused.length
}
