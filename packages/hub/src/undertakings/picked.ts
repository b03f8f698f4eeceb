import { legalDayOf, undertakingWords } from "@tongban/standards"
import type { ToldItem } from "@tongban/standards"
import { handleOf } from "../grants/grant.ts"
import type { Database, Trx } from "../store/database.ts"
import type { SurfaceRow } from "../store/tables.ts"

/** What was promised in a surface and may be redeemed, oldest first. */
export async function promisesOf(
  db: Database | Trx,
  surface: SurfaceRow,
  handleKey: Uint8Array,
  now: Date,
): Promise<{ at: Date; item: ToldItem }[]> {
  const rows = await db
    .selectFrom("undertakings")
    .select(["id", "requirement", "due_on", "promised_at"])
    .where("surface_id", "=", surface.id)
    .where("expires_at", ">", now)
    .where("withdrawn_at", "is", null)
    .orderBy("promised_at")
    .execute()
  return rows.map(({ id, requirement, due_on: dueOn, promised_at: at }) => ({
    at,
    item: {
      requirement,
      kind: "undertaking",
      handle: handleOf(handleKey, id),
      dueOn,
      text: undertakingWords.promised(dueOn, legalDayOf(now)),
    },
  }))
}

/** Takes back what was promised for a requirement, before it is submitted. */
export async function dropPromise(
  trx: Trx,
  surfaceId: string,
  requirement: string,
  at: Date,
): Promise<void> {
  await trx
    .updateTable("undertakings")
    .set({ withdrawn_at: at })
    .where("surface_id", "=", surfaceId)
    .where("requirement", "=", requirement)
    .where("withdrawn_at", "is", null)
    .where("redeemed_at", "is", null)
    .execute()
}
