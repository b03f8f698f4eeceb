import type { Kysely } from "kysely"

/** What citizens upload: the upload itself with its wrapped key, and the mark on the material it becomes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("materials")
    .addColumn("uploaded", "boolean", (c) => c.notNull().defaultTo(false))
    .execute()
  await db.schema
    .createTable("uploads")
    .addColumn("person_id", "text", (c) => c.notNull())
    .addColumn("id", "text", (c) => c.notNull())
    .addColumn("surface_id", "text", (c) => c.notNull())
    .addColumn("requirement", "text", (c) => c.notNull())
    .addColumn("paper_type", "text", (c) => c.notNull())
    .addColumn("name", "jsonb", (c) => c.notNull())
    .addColumn("length", "integer", (c) => c.notNull())
    .addColumn("wrapped_key", "text", (c) => c.notNull())
    .addColumn("begun_at", "timestamptz", (c) => c.notNull())
    .addColumn("material_id", "text")
    .addPrimaryKeyConstraint("uploads_pk", ["person_id", "id"])
    .execute()
  await db.schema.createIndex("uploads_id").on("uploads").columns(["id"]).execute()
}
