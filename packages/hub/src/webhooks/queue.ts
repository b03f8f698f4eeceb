import { randomUUID } from "node:crypto"
import type { ExpressionBuilder } from "kysely"
import { eventColumns } from "../events/event.ts"
import { inTransaction } from "../store/database.ts"
import type { Database, Trx } from "../store/database.ts"
import type { OutboxRow, Tables, WebhookRow } from "../store/tables.ts"
import { failingAtMostMs, nextTry } from "./schedule.ts"
import { tryWithinMs } from "./post.ts"
import type { Failure } from "./post.ts"

/** How many events are queued for a webhook in one transaction. */
const batch = 500

/** Longer than a try may take, by what two processes' clocks may differ and a busy machine loses. */
const leaseMs = tryWithinMs + 45_000

/** One delivery that this process tries now, and nobody else. */
export interface Claimed {
  lease: string
  position: number
  tries: number
  event: Pick<OutboxRow, (typeof eventColumns)[number] | "trace">
}

/** Makes the deliveries of events that webhooks have not been told of. Of several processes one does it. */
export async function queueEvents(db: Database, now: Date): Promise<void> {
  const behind = await db
    .selectFrom("webhooks")
    .innerJoin("event_counters", "event_counters.department_id", "webhooks.department_id")
    .select(["webhooks.department_id", "webhooks.id"])
    .where("state", "=", "active")
    .whereRef("queued_to", "<", "last")
    .execute()
  for (const webhook of behind) {
    while (await inTransaction(db, (trx) => queueBatch(trx, webhook, now))) continue
  }
}

type WebhookKey = Pick<WebhookRow, "department_id" | "id">

/** @returns whether there may be more */
async function queueBatch(
  trx: Trx,
  { department_id, id }: WebhookKey,
  now: Date,
): Promise<boolean> {
  const webhook = await trx
    .selectFrom("webhooks")
    .select(["types", "queued_to"])
    .where("department_id", "=", department_id)
    .where("id", "=", id)
    .where("state", "=", "active")
    .forUpdate()
    .executeTakeFirst()
  if (webhook === undefined) return false
  const events = await trx
    .selectFrom("outbox")
    .select(["position", "type", "case_id"])
    .where("department_id", "=", department_id)
    .where("position", ">", webhook.queued_to)
    .orderBy("position")
    .limit(batch)
    .execute()
  const deliveries = events.flatMap(({ position, type, case_id: subject }) =>
    position !== null && subject !== null && isTold(webhook, type)
      ? [{ department_id, webhook_id: id, position, subject, tries: 0, next_at: now }]
      : [],
  )
  if (deliveries.length > 0) {
    await trx
      .insertInto("deliveries")
      .values(deliveries.map((each) => ({ ...each, lease: null, leased_until: null })))
      .onConflict((conflict) =>
        conflict.columns(["department_id", "webhook_id", "position"]).doNothing(),
      )
      .execute()
  }
  const last = events.at(-1)?.position
  if (last === undefined || last === null) return false
  await ofWebhook(trx, { department_id, id }).set({ queued_to: last }).execute()
  return events.length === batch
}

const isTold = ({ types }: Pick<WebhookRow, "types">, type: string): boolean =>
  types.length === 0 || types.includes(type)

/** The active webhooks that may be told something now, and asked for no pause. */
export const dueWebhooks = (db: Database, now: Date): Promise<WebhookRow[]> =>
  db
    .selectFrom("webhooks")
    .selectAll()
    .where("state", "=", "active")
    .where(({ eb, or }) => or([eb("paused_until", "is", null), eb("paused_until", "<=", now)]))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("deliveries")
          .select("position")
          .whereRef("deliveries.department_id", "=", "webhooks.department_id")
          .whereRef("deliveries.webhook_id", "=", "webhooks.id")
          .where((eb) => isFree(eb, now)),
      ),
    )
    .execute()

/**
 * Takes up to `most` of a webhook's due deliveries for this process. Of a case only the first that
 * waits, so that its events arrive in their order. The condition is tested again under each row's lock:
 * of two processes one gets it.
 */
export async function claim(
  db: Database,
  { department_id, id }: WebhookKey,
  most: number,
  now: Date,
): Promise<Claimed[]> {
  const lease = randomUUID()
  const taken = await db
    .updateTable("deliveries")
    .set({ lease, leased_until: new Date(now.getTime() + leaseMs) })
    .where("department_id", "=", department_id)
    .where("webhook_id", "=", id)
    .where("position", "in", ({ selectFrom }) =>
      selectFrom("deliveries")
        .select("position")
        .where("department_id", "=", department_id)
        .where("webhook_id", "=", id)
        .where((eb) => isFree(eb, now))
        .where(isFirst)
        .orderBy("next_at")
        .orderBy("position")
        .limit(most),
    )
    .where((eb) => isFree(eb, now))
    .returning(["position", "tries"])
    .execute()
  if (taken.length === 0) return []
  const events = await db
    .selectFrom("outbox")
    .select([...eventColumns, "trace"])
    .where("department_id", "=", department_id)
    .where(
      "position",
      "in",
      taken.map(({ position }) => position),
    )
    .execute()
  const tries = new Map(taken.map((each) => [each.position, each.tries]))
  return events.flatMap((event) =>
    event.position === null
      ? []
      : [{ lease, position: event.position, tries: tries.get(event.position) ?? 0, event }],
  )
}

/** The first of its case that the webhook is still to be told. */
export const isFirst = ({ not, exists, selectFrom }: ExpressionBuilder<Tables, "deliveries">) =>
  not(
    exists(
      selectFrom("deliveries as earlier")
        .select("earlier.position")
        .whereRef("earlier.department_id", "=", "deliveries.department_id")
        .whereRef("earlier.webhook_id", "=", "deliveries.webhook_id")
        .whereRef("earlier.subject", "=", "deliveries.subject")
        .whereRef("earlier.position", "<", "deliveries.position"),
    ),
  )

/** Due, and tried by nobody. */
const isFree = ({ eb, and, or }: ExpressionBuilder<Tables, "deliveries">, now: Date) =>
  and([
    eb("deliveries.next_at", "<=", now),
    or([eb("deliveries.leased_until", "is", null), eb("deliveries.leased_until", "<", now)]),
  ])

/** It was told: the delivery is done with. */
export const markDelivered = (
  db: Database,
  webhook: WebhookKey,
  claimed: Claimed,
  now: Date,
): Promise<void> =>
  inTransaction(db, async (trx) => {
    await removeDelivery(trx, webhook, claimed)
    await ofWebhook(trx, webhook)
      .set({
        delivered_at: now,
        failing_since: null,
        failed_at: null,
        failed_rule: null,
        failed_status: null,
      })
      .execute()
  })

/** It failed: tried again by the schedule, given up at its end. */
export const markFailed = (
  db: Database,
  webhook: WebhookKey,
  claimed: Claimed,
  { rule, status, pauseMs }: Failure,
  now: Date,
): Promise<void> =>
  inTransaction(db, async (trx) => {
    const tries = claimed.tries + 1
    const next = nextTry(tries, now)
    if (next === undefined) await removeDelivery(trx, webhook, claimed)
    else await postpone(trx, webhook, claimed, { tries, next_at: next })
    const failed = await ofWebhook(trx, webhook)
      .set(({ fn, val }) => ({
        failing_since: fn.coalesce("failing_since", val(now)),
        failed_at: now,
        failed_rule: rule,
        failed_status: status ?? null,
        ...(pauseMs !== undefined && { paused_until: new Date(now.getTime() + pauseMs) }),
      }))
      .returning("failing_since")
      .executeTakeFirst()
    const gone = status === 410
    if (next !== undefined && !gone) return
    const failingMs = now.getTime() - (failed?.failing_since ?? now).getTime()
    const isOver = gone || failingMs >= failingAtMostMs
    await ofWebhook(trx, webhook)
      .set(({ fn, val }) => ({
        missed_since: fn.coalesce("missed_since", val(claimed.event.at)),
        ...(isOver && { state: "disabled", disabled_for: gone ? "gone" : "failing" }),
      }))
      .execute()
  })

/** What waits goes where it is queued anew after `queuedTo`; the rest is tried now, as if for the first time. */
export async function restart(
  trx: Trx,
  { department_id, id }: WebhookKey,
  queuedTo: number,
  now: Date,
): Promise<void> {
  await trx
    .deleteFrom("deliveries")
    .where("department_id", "=", department_id)
    .where("webhook_id", "=", id)
    .where("position", ">", queuedTo)
    .where("lease", "is", null)
    .execute()
  await trx
    .updateTable("deliveries")
    .set({ tries: 0, next_at: now })
    .where("department_id", "=", department_id)
    .where("webhook_id", "=", id)
    .execute()
}

/** Nothing is known of the try, as this process ends: another may try at once. */
export const giveBack = (db: Database, webhook: WebhookKey, claimed: Claimed): Promise<void> =>
  inTransaction(db, (trx) => postpone(trx, webhook, claimed, {}))

const ofWebhook = (trx: Trx, { department_id, id }: WebhookKey) =>
  trx.updateTable("webhooks").where("department_id", "=", department_id).where("id", "=", id)

async function postpone(
  trx: Trx,
  { department_id, id }: WebhookKey,
  { position, lease }: Claimed,
  change: { tries?: number; next_at?: Date },
): Promise<void> {
  await trx
    .updateTable("deliveries")
    .set({ ...change, lease: null, leased_until: null })
    .where("department_id", "=", department_id)
    .where("webhook_id", "=", id)
    .where("position", "=", position)
    .where("lease", "=", lease)
    .execute()
}

async function removeDelivery(
  trx: Trx,
  { department_id, id }: WebhookKey,
  { position, lease }: Claimed,
): Promise<void> {
  await trx
    .deleteFrom("deliveries")
    .where("department_id", "=", department_id)
    .where("webhook_id", "=", id)
    .where("position", "=", position)
    .where("lease", "=", lease)
    .execute()
}
