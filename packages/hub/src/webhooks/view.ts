import type { Webhook } from "@tongban/standards"
import type { Database, Trx } from "../store/database.ts"
import type { WebhookRow } from "../store/tables.ts"
import { isFirst } from "./queue.ts"

/** A webhook's row, and when it is tried next. */
export type WebhookStanding = WebhookRow & { next_at: Date | null }

/** The department's webhooks: all, or one. */
export function webhooksOf(db: Database | Trx, department: string, id?: string) {
  const all = db
    .selectFrom("webhooks")
    .selectAll()
    .select(({ selectFrom }) =>
      selectFrom("deliveries")
        .select((eb) => eb.fn.min<Date | null>("next_at").as("next_at"))
        .whereRef("deliveries.department_id", "=", "webhooks.department_id")
        .whereRef("deliveries.webhook_id", "=", "webhooks.id")
        .where(isFirst)
        .as("next_at"),
    )
    .where("department_id", "=", department)
    .orderBy("id")
  return id === undefined ? all : all.where("id", "=", id)
}

/** A webhook as its department sees it. Its secret is never told again. */
export function viewWebhook(row: WebhookStanding, at: Date): Webhook {
  const {
    disabled_for: disabledFor,
    delivered_at: delivered,
    former_until: formerUntil,
    missed_since: missedSince,
  } = row
  const failing = failureOf(row)
  const nextTry = nextTryOf(row)
  return {
    id: row.id,
    url: row.url,
    types: row.types,
    state: row.state,
    ...(disabledFor !== null && { disabledFor }),
    createdAt: row.created_at.toISOString(),
    ...(delivered !== null && { lastDeliveredAt: delivered.toISOString() }),
    ...(failing && { failing }),
    ...(nextTry && { nextTryAt: nextTry.toISOString() }),
    ...(missedSince !== null && { missedSince: missedSince.toISOString() }),
    ...(formerUntil !== null &&
      formerUntil > at && { formerSecretUntil: formerUntil.toISOString() }),
  }
}

/** When what waits is due; later where its server asked for a pause. */
function nextTryOf({ state, next_at: next, paused_until: paused }: WebhookStanding) {
  if (state !== "active" || next === null) return undefined
  return paused !== null && paused > next ? paused : next
}

function failureOf(row: WebhookStanding): Webhook["failing"] {
  const { failing_since: since, failed_at: at, failed_rule: rule, failed_status: status } = row
  if (since === null || at === null || rule === null) return undefined
  return {
    since: since.toISOString(),
    at: at.toISOString(),
    rule,
    ...(status !== null && { status }),
  }
}
