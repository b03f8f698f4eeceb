import { inTransaction } from "../store/database.ts"
import type { Database } from "../store/database.ts"
import { unfinishedLifeMs } from "./find.ts"
import type { Vault } from "./vault.ts"

/** A draft's life (protocol §0.5): what no case has used by then is nobody's any more. */
const unusedLifeMs = 30 * 24 * 3_600_000

/**
 * Deletes uploads that were not finished within a day, and those that no case has used within a
 * draft's life. The rows go first, and with them the keys: what a crash leaves then is unreadable.
 */
export async function sweepUploads(db: Database, vault: Vault, now: Date): Promise<void> {
  const before = (ms: number) => new Date(now.getTime() - ms)
  const gone = await inTransaction(db, async (trx) => {
    const unused = await trx
      .deleteFrom("materials")
      .where("uploaded", "=", true)
      .where("updated_at", "<", before(unusedLifeMs))
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom("handles")
              .leftJoin("redemptions", "redemptions.handle_hash", "handles.handle_hash")
              .select("handles.handle_hash")
              .whereRef("handles.material_department_id", "=", "materials.department_id")
              .whereRef("handles.material_id", "=", "materials.id")
              .where(({ or, eb }) =>
                or([eb("redemptions.id", "is not", null), eb("handles.expires_at", ">", now)]),
              ),
          ),
        ),
      )
      .returning("id")
      .execute()
    const ids = unused.map(({ id }) => id)
    const uploads = await trx
      .deleteFrom("uploads")
      .where(({ or, and, eb, ref }) =>
        or([
          // Unfinished, or finished as a file that was there already.
          and([
            eb("begun_at", "<", before(unfinishedLifeMs)),
            or([eb("material_id", "is", null), eb("material_id", "!=", ref("id"))]),
          ]),
          ...(ids.length === 0 ? [] : [eb("material_id", "in", ids)]),
        ]),
      )
      .returning("id")
      .execute()
    return uploads.map(({ id }) => id)
  })
  for (const id of gone) await vault.drop(id)
}
