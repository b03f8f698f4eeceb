import type { Kysely } from "kysely"

/** How many tickets a redemption has had, and when the latest was issued (protocol M11). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("redemptions")
    .addColumn("tickets", "integer", (c) => c.notNull().defaultTo(1))
    .execute()
  await db.schema.alterTable("redemptions").addColumn("reissued_at", "timestamptz").execute()
}
