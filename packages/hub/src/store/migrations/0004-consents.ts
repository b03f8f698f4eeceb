import type { Kysely } from "kysely"

/** Papers that are asked for on a page of their own (protocol M7). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("consents")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("surface_id", "text", (c) => c.notNull())
    .addColumn("person_id", "text", (c) => c.notNull())
    .addColumn("requirement", "text", (c) => c.notNull())
    .addColumn("material_id", "text", (c) => c.notNull())
    .addColumn("language", "text", (c) => c.notNull())
    .addColumn("asked_at", "timestamptz", (c) => c.notNull())
    .addColumn("expires_at", "timestamptz", (c) => c.notNull())
    .addColumn("decision", "text")
    .addColumn("grant_id", "text")
    .execute()
  await db.schema.createIndex("consents_surface").on("consents").columns(["surface_id"]).execute()
}
