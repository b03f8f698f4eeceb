import type { Kysely } from "kysely"

/** Whose an unclaimed case is, and the day on which a step took effect. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("cases").addColumn("party_match", "text").execute()
  await db.schema.alterTable("case_events").addColumn("effective_on", "text").execute()
  await db.schema
    .createIndex("cases_unclaimed")
    .on("cases")
    .columns(["department_id", "party_match"])
    .execute()
}
