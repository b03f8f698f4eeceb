import type { Kysely } from "kysely"

/** What owners say that they gave out, and up to when they have said everything. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("delivery_lines")
    .addColumn("department_id", "text", (c) => c.notNull())
    .addColumn("jti", "text", (c) => c.notNull())
    .addColumn("acc", "text", (c) => c.notNull())
    .addColumn("recipient", "text", (c) => c.notNull())
    .addColumn("digest", "text", (c) => c.notNull())
    .addColumn("at", "timestamptz", (c) => c.notNull())
    .addPrimaryKeyConstraint("delivery_lines_pk", ["department_id", "jti"])
    .execute()
  await db.schema
    .createIndex("delivery_lines_acc")
    .on("delivery_lines")
    .columns(["department_id", "acc"])
    .execute()
  await db.schema
    .createTable("delivery_logs")
    .addColumn("department_id", "text", (c) => c.notNull())
    .addColumn("client_id", "text", (c) => c.notNull())
    .addColumn("complete_until", "timestamptz", (c) => c.notNull())
    .addPrimaryKeyConstraint("delivery_logs_pk", ["department_id", "client_id"])
    .execute()
  await db.schema.createIndex("redemptions_acc").on("redemptions").columns(["acc"]).execute()
  await db.schema
    .createIndex("handles_material")
    .on("handles")
    .columns(["material_department_id", "material_id"])
    .execute()
}
