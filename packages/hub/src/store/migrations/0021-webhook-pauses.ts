import type { Kysely } from "kysely"

/** Until when a webhook's server asked to be left alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("webhooks").addColumn("paused_until", "timestamptz").execute()
}
