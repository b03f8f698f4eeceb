import type { Database } from "../store/database.ts"

/** How far behind the telling of events is. */
export interface WaitingEvents {
  /** Events that have no number yet. */
  unnumbered: number
  /** Deliveries that active webhooks are still to get. */
  undelivered: number
  /** When the oldest of those happened. */
  oldestAt: Date | null
}

export async function waitingEvents(db: Database): Promise<WaitingEvents> {
  const { unnumbered } = await db
    .selectFrom("outbox")
    .select(({ fn }) => fn.countAll<number>().as("unnumbered"))
    .where("position", "is", null)
    .where("case_id", "is not", null)
    .executeTakeFirstOrThrow()
  const { undelivered, oldest } = await db
    .selectFrom("deliveries")
    .innerJoin("webhooks", (join) =>
      join
        .onRef("webhooks.department_id", "=", "deliveries.department_id")
        .onRef("webhooks.id", "=", "deliveries.webhook_id"),
    )
    .innerJoin("outbox", (join) =>
      join
        .onRef("outbox.department_id", "=", "deliveries.department_id")
        .onRef("outbox.position", "=", "deliveries.position"),
    )
    .select(({ fn }) => [
      fn.countAll<number>().as("undelivered"),
      fn.min<Date | null>("outbox.at").as("oldest"),
    ])
    .where("webhooks.state", "=", "active")
    .executeTakeFirstOrThrow()
  return { unnumbered, undelivered, oldestAt: oldest }
}
