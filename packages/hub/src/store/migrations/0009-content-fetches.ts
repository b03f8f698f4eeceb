import type { Kysely } from "kysely"

/** How often the paper of a redemption was asked for at the hub. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("redemptions")
    .addColumn("fetches", "integer", (c) => c.notNull().defaultTo(0))
    .execute()
}
