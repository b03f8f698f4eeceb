import type { Kysely } from "kysely"

interface Papers {
  licence_type: string
  department_id: string
}

interface Before {
  materials: Papers
  paper_types: Papers
}

/**
 * Published items (docs/decisions/0041). Everybody reads them by their codes, so the code leads where
 * nothing narrower is asked, and the jurisdiction where items are searched.
 */
export async function up(db: Kysely<Before>): Promise<void> {
  await db.schema
    .createTable("items")
    .addColumn("code", "text", (c) => c.primaryKey())
    .addColumn("department_id", "text", (c) => c.notNull())
    .addColumn("latest_version", "integer", (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex("items_department")
    .on("items")
    .columns(["department_id", "code"])
    .execute()

  await db.schema
    .createTable("item_versions")
    .addColumn("code", "text", (c) => c.notNull())
    .addColumn("version", "integer", (c) => c.notNull())
    .addColumn("department_id", "text", (c) => c.notNull())
    .addColumn("jurisdiction", "text", (c) => c.notNull())
    .addColumn("valid_from", "text", (c) => c.notNull())
    .addColumn("catalogue_scheme", "text")
    .addColumn("catalogue_value", "text")
    .addColumn("name_length", "integer", (c) => c.notNull())
    .addColumn("content", "jsonb", (c) => c.notNull())
    .addColumn("published_at", "timestamptz", (c) => c.notNull())
    .addPrimaryKeyConstraint("item_versions_pk", ["code", "version"])
    .execute()
  await db.schema
    .createIndex("item_versions_catalogue")
    .on("item_versions")
    .columns(["jurisdiction", "catalogue_scheme", "catalogue_value"])
    .execute()

  await db.schema
    .createTable("item_words")
    .addColumn("jurisdiction", "text", (c) => c.notNull())
    .addColumn("pair", "text", (c) => c.notNull())
    .addColumn("code", "text", (c) => c.notNull())
    .addColumn("version", "integer", (c) => c.notNull())
    .addColumn("weight", "integer", (c) => c.notNull())
    .addPrimaryKeyConstraint("item_words_pk", ["jurisdiction", "pair", "code", "version"])
    .execute()
  await db.schema.createIndex("item_words_code").on("item_words").columns(["code"]).execute()

  await db.schema
    .createTable("paper_types")
    .addColumn("licence_type", "text", (c) => c.notNull())
    .addColumn("department_id", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("paper_types_pk", ["licence_type", "department_id"])
    .execute()
  await db
    .insertInto("paper_types")
    .columns(["licence_type", "department_id"])
    .expression((eb) =>
      eb.selectFrom("materials").select(["licence_type", "department_id"]).distinct(),
    )
    .execute()
}
