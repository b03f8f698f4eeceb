import type { Kysely } from "kysely"

/** Promises to supply papers later (容缺后补), each with its handle. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("undertakings")
    .addColumn("department_id", "text", (c) => c.notNull())
    .addColumn("case_id", "text", (c) => c.notNull())
    .addColumn("id", "text", (c) => c.notNull())
    .addColumn("handle_hash", "text", (c) => c.notNull())
    .addColumn("redeem_client", "text", (c) => c.notNull())
    .addColumn("surface_id", "text", (c) => c.notNull())
    .addColumn("subject", "text", (c) => c.notNull())
    .addColumn("item_code", "text", (c) => c.notNull())
    .addColumn("requirement", "text", (c) => c.notNull())
    .addColumn("paper", "jsonb", (c) => c.notNull())
    .addColumn("purpose", "text", (c) => c.notNull())
    .addColumn("language", "text", (c) => c.notNull())
    .addColumn("notice_text_hash", "text", (c) => c.notNull())
    .addColumn("shown_at", "timestamptz", (c) => c.notNull())
    .addColumn("promised_at", "timestamptz", (c) => c.notNull())
    .addColumn("due_on", "text", (c) => c.notNull())
    .addColumn("expires_at", "timestamptz", (c) => c.notNull())
    .addColumn("withdrawn_at", "timestamptz")
    .addColumn("local_number", "text")
    .addColumn("redeemed_at", "timestamptz")
    .addColumn("supplied_at", "timestamptz")
    .addColumn("material_id", "text")
    .addPrimaryKeyConstraint("undertakings_pk", ["department_id", "case_id", "id"])
    .execute()
  await db.schema
    .createIndex("undertakings_handle")
    .unique()
    .on("undertakings")
    .columns(["handle_hash"])
    .execute()
  await db.schema
    .createIndex("undertakings_surface")
    .on("undertakings")
    .columns(["surface_id"])
    .execute()
}
