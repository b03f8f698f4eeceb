import type { Kysely } from "kysely"

/** Since when a webhook lacks events, to be replayed from there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("webhooks").addColumn("missed_since", "timestamptz").execute()
}
