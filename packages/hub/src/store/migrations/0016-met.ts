import type { Kysely } from "kysely"

/** When a person first logged in at a department: until then it is not told that they have an account. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("subjects").addColumn("met_at", "timestamptz").execute()
}
