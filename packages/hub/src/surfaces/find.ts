import type { Services } from "../http/operation.ts"
import { Problem } from "../http/problem.ts"
import type { Item } from "../registry/schema.ts"
import type { Database, Trx } from "../store/database.ts"
import type { SurfaceRow } from "../store/tables.ts"

/** @throws {Problem} `not_found` */
export async function findSurface(db: Database | Trx, id: string): Promise<SurfaceRow> {
  const row = await db.selectFrom("surfaces").selectAll().where("id", "=", id).executeTakeFirst()
  if (row === undefined) throw new Problem("not_found")
  return row
}

/** A surface that may still be used. @throws {Problem} `not_found`, `surface_expired` */
export async function liveSurface(db: Database | Trx, id: string, now: Date): Promise<SurfaceRow> {
  const row = await findSurface(db, id)
  if (row.expires_at <= now) throw new Problem("surface_expired")
  return row
}

/** The item of a surface, in the version of its case. @throws {Problem} `surface_expired` */
export async function itemOf(
  { db, items }: Pick<Services, "items"> & { db: Database | Trx },
  surface: SurfaceRow,
): Promise<Item> {
  const item = await items.version(db, surface.item_code, surface.item_version)
  if (item === undefined) throw new Problem("surface_expired")
  return item
}
