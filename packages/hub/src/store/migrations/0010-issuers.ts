import type { Kysely } from "kysely"

/** What an owner says of the body that issued a paper: its codes and its region. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("materials")
    .addColumn("issuer_codes", "jsonb")
    .addColumn("issuer_region", "text")
    .execute()
}
