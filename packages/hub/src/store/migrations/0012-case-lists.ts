import type { Kysely } from "kysely"

/** The keys by which cases are listed, a page at a time; and what their applicant put out of sight. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("cases").addColumn("hidden_at", "timestamptz").execute()
  const indexes = {
    cases_of_subject: ["department_id", "subject", "opened_at", "id"],
    cases_changed: ["department_id", "updated_at", "id"],
    cases_in_state: ["department_id", "state", "updated_at", "id"],
    cases_of_item: ["department_id", "item_code", "updated_at", "id"],
    // A person's first login finds what any department reported of them.
    cases_unclaimed_match: ["party_match", "department_id"],
  }
  for (const [name, columns] of Object.entries(indexes))
    await db.schema.createIndex(name).on("cases").columns(columns).execute()
  await db.schema.createIndex("subjects_person").on("subjects").columns(["person_id"]).execute()
}
