import type { Kysely } from "kysely"

/** What processes tell each other of the requests that they have counted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("rate_counts")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("process", "text", (c) => c.notNull())
    .addColumn("at", "timestamptz", (c) => c.notNull())
    .addColumn("counts", "jsonb", (c) => c.notNull())
    .execute()
  await db.schema.createIndex("rate_counts_at").on("rate_counts").column("at").execute()
}
