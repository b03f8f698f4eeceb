import type { Kysely } from "kysely"

/** A paper's version, who answers for it, and that it was revoked. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("materials")
    .addColumn("version", "integer", (c) => c.notNull().defaultTo(1))
    .addColumn("duty", "jsonb")
    .addColumn("link", "text")
    .addColumn("revoked_at", "timestamptz")
    .addColumn("revoked_reason", "text")
    .addColumn("revoked_note", "jsonb")
    .execute()
  await db.schema.createIndex("handles_grant").on("handles").columns(["grant_id"]).execute()
}
