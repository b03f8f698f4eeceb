import { sql } from "kysely"
import type { Kysely } from "kysely"

/** Events get their place in their department's order, and go to the webhooks that departments register. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("outbox").addColumn("position", "bigint").execute()
  await db.schema
    .createIndex("outbox_position")
    .on("outbox")
    .columns(["department_id", "position"])
    .execute()
  await db.schema
    .createIndex("outbox_unnumbered")
    .on("outbox")
    .columns(["department_id", "at", "id"])
    .where(sql.ref("position"), "is", null)
    .where(sql.ref("case_id"), "is not", null)
    .execute()

  await db.schema
    .createTable("event_counters")
    .addColumn("department_id", "text", (c) => c.primaryKey())
    .addColumn("last", "bigint", (c) => c.notNull())
    .execute()

  await db.schema
    .createTable("webhooks")
    .addColumn("department_id", "text", (c) => c.notNull())
    .addColumn("id", "text", (c) => c.notNull())
    .addColumn("url", "text", (c) => c.notNull())
    .addColumn("types", "jsonb", (c) => c.notNull())
    .addColumn("secret", "text", (c) => c.notNull())
    .addColumn("former_secret", "text")
    .addColumn("former_until", "timestamptz")
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("disabled_for", "text")
    .addColumn("queued_to", "bigint", (c) => c.notNull())
    .addColumn("created_at", "timestamptz", (c) => c.notNull())
    .addColumn("delivered_at", "timestamptz")
    .addColumn("failing_since", "timestamptz")
    .addColumn("failed_at", "timestamptz")
    .addColumn("failed_rule", "text")
    .addColumn("failed_status", "integer")
    .addPrimaryKeyConstraint("webhooks_pk", ["department_id", "id"])
    .execute()

  await db.schema
    .createTable("deliveries")
    .addColumn("department_id", "text", (c) => c.notNull())
    .addColumn("webhook_id", "text", (c) => c.notNull())
    .addColumn("position", "bigint", (c) => c.notNull())
    .addColumn("subject", "text", (c) => c.notNull())
    .addColumn("tries", "integer", (c) => c.notNull())
    .addColumn("next_at", "timestamptz", (c) => c.notNull())
    .addColumn("lease", "text")
    .addColumn("leased_until", "timestamptz")
    .addPrimaryKeyConstraint("deliveries_pk", ["department_id", "webhook_id", "position"])
    .execute()
  await db.schema
    .createIndex("deliveries_due")
    .on("deliveries")
    .columns(["department_id", "webhook_id", "next_at"])
    .execute()
  await db.schema
    .createIndex("deliveries_subject")
    .on("deliveries")
    .columns(["department_id", "webhook_id", "subject", "position"])
    .execute()
}
