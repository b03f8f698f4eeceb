import type { Kysely } from "kysely"

/** What a step tells beside its state; what a case follows on, how often it was urged, how often it changed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("case_events").addColumn("facts", "jsonb").execute()
  await db.schema
    .alterTable("cases")
    .addColumn("version", "integer", (c) => c.notNull().defaultTo(1))
    .addColumn("follows_id", "text")
    .addColumn("urged_at", "timestamptz")
    .addColumn("urged_times", "integer", (c) => c.notNull().defaultTo(0))
    .execute()
}
