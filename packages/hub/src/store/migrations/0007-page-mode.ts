import type { Kysely } from "kysely"

/** Surfaces that are shown as a page, and which surface a handle was picked in (protocol M5). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("surfaces")
    .addColumn("mode", "text", (c) => c.notNull().defaultTo("frame"))
    .execute()
  await db.schema.alterTable("surfaces").addColumn("return_to", "text").execute()
  await db.schema.alterTable("handles").addColumn("surface_id", "text").execute()
  await db.schema.createIndex("handles_surface").on("handles").columns(["surface_id"]).execute()
}
