import { Problem } from "../http/problem.ts"
import type { Database, Trx } from "../store/database.ts"
import type { UploadRow } from "../store/tables.ts"

/** What is not finished by then is given up. */
export const unfinishedLifeMs = 24 * 3_600_000

/** As `newId` makes them; anything else is no upload, and reaches neither database nor disk. */
const idShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** An upload of a surface, as long as it may go on. Another's does not exist. @throws {Problem} `not_found` */
export async function ownUpload(
  db: Database | Trx,
  owner: { personId: string; surfaceId: string },
  id: string,
  now: Date,
): Promise<UploadRow> {
  if (!idShape.test(id)) throw new Problem("not_found")
  const row = await db
    .selectFrom("uploads")
    .selectAll()
    .where("person_id", "=", owner.personId)
    .where("id", "=", id)
    .where("surface_id", "=", owner.surfaceId)
    .where("begun_at", ">", new Date(now.getTime() - unfinishedLifeMs))
    .executeTakeFirst()
  if (row === undefined) throw new Problem("not_found")
  return row
}
