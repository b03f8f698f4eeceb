import type { Kysely } from "kysely"

/** What a department asked to be supplied, with the event that asked for it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("case_events").addColumn("correction", "jsonb").execute()
}
