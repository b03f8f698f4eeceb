import type { Kysely } from "kysely"

/** The trace that an event happened in, for whoever delivers it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("outbox").addColumn("trace", "text").execute()
}
