import type { Kysely } from "kysely"

/** The outbox also tells which logins have ended, each portal by its own name of the login. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("outbox")
    .alterColumn("case_id", (c) => c.dropNotNull())
    .execute()
  await db.schema.alterTable("outbox").addColumn("client_id", "text").execute()
  await db.schema.alterTable("outbox").addColumn("sid", "text").execute()
  await db.schema.createIndex("outbox_client").on("outbox").columns(["client_id", "at"]).execute()
}
