import { mostWebhooks } from "@tongban/standards"
import type {
  createWebhook,
  deleteWebhook,
  getWebhook,
  HubEvent,
  listWebhooks,
  pingWebhook,
  replayWebhook,
  rotateWebhookSecret,
  Webhook,
} from "@tongban/standards"
import { numberUntilNow } from "../events/number.ts"
import { twoSteps } from "../http/operation.ts"
import type { Handle, Services } from "../http/operation.ts"
import { Problem } from "../http/problem.ts"
import { mustBe } from "../policy/must-be.ts"
import type { Principal } from "../policy/principal.ts"
import { newId } from "../store/ids.ts"
import type { Database, Trx } from "../store/database.ts"
import type { WebhookRow } from "../store/tables.ts"
import { restart } from "./queue.ts"
import { newWebhookSecret } from "./secret.ts"
import { viewWebhook, webhooksOf } from "./view.ts"

/** How long the former secret signs too. */
const bothSignMs = 24 * 3_600_000

/** What is kept for a retry of the same key: the secret stays sealed. */
interface Told {
  webhook: Webhook
  sealed: string
}

const tell = ({ webhook, sealed }: Told, { webhooks }: Services) =>
  Promise.resolve({ webhook, secret: webhooks.box.open(webhook.id, sealed) })

export const create = twoSteps<typeof createWebhook, Told>({
  async write({ db, principal, personKeys, webhooks, body, at }) {
    const { department } = mustBe("client", principal)
    const rule = webhooks.rules.fault(body.url)
    if (rule !== undefined) throw new Problem("webhook_refused", { rule })
    // Told from now on; and of two that are registered at once one waits for the other.
    const queuedTo = await numberUntilNow(db, department)
    const known = await webhooksOf(db, department).execute()
    if (known.length >= mostWebhooks) throw new Problem("webhooks_full", { most: mostWebhooks })
    const id = newId(personKeys.pairwise, department, at)
    const sealed = webhooks.box.seal(id, newWebhookSecret())
    const row = await db
      .insertInto("webhooks")
      .values({
        department_id: department,
        id,
        url: body.url,
        types: JSON.stringify(body.types),
        secret: sealed,
        former_secret: null,
        former_until: null,
        state: "active",
        disabled_for: null,
        queued_to: queuedTo,
        created_at: at,
        delivered_at: null,
        failing_since: null,
        failed_at: null,
        failed_rule: null,
        failed_status: null,
        missed_since: null,
        paused_until: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    return { webhook: viewWebhook({ ...row, next_at: null }, at), sealed }
  },
  answer: tell,
})

export const list: Handle<typeof listWebhooks> = async ({ db, principal, at }) => {
  const rows = await webhooksOf(db, mustBe("client", principal).department).execute()
  return { items: rows.map((row) => viewWebhook(row, at)) }
}

export const get: Handle<typeof getWebhook> = async ({ db, principal, params, at }) =>
  viewWebhook(await ownWebhook(db, principal, params.webhookId), at)

export const remove: Handle<typeof deleteWebhook> = async ({ db, principal, params }) => {
  const { department_id: department, id } = await ownWebhook(db, principal, params.webhookId)
  await db
    .deleteFrom("webhooks")
    .where("department_id", "=", department)
    .where("id", "=", id)
    .execute()
  await db
    .deleteFrom("deliveries")
    .where("department_id", "=", department)
    .where("webhook_id", "=", id)
    .execute()
  return undefined
}

export const rotateSecret = twoSteps<typeof rotateWebhookSecret, Told>({
  async write({ db, principal, params, webhooks, at }) {
    const { id, secret } = await ownWebhook(db, principal, params.webhookId)
    const sealed = webhooks.box.seal(id, newWebhookSecret())
    const webhook = await change(db, principal, id, at, {
      secret: sealed,
      former_secret: secret,
      former_until: new Date(at.getTime() + bothSignMs),
    })
    return { webhook, sealed }
  },
  answer: tell,
})

/** What a ping needs once the transaction is over. */
interface Ping {
  webhook: Pick<WebhookRow, "id" | "url" | "secret" | "former_secret"> & {
    former_until: string | null
  }
  event: HubEvent
}

export const ping = twoSteps<typeof pingWebhook, Ping>({
  async write({ db, origin, principal, personKeys, params, at }) {
    const row = await ownWebhook(db, principal, params.webhookId)
    const { id, url, secret, former_secret, former_until } = row
    return {
      webhook: {
        id,
        url,
        secret,
        former_secret,
        former_until: former_until?.toISOString() ?? null,
      },
      event: {
        specversion: "1.0",
        id: newId(personKeys.pairwise, id, at),
        source: origin,
        type: "webhook.ping",
        subject: id,
        time: at.toISOString(),
        datacontenttype: "application/json",
        data: { url: `${origin}/v1/webhooks/${id}` },
      },
    }
  },
  async answer({ webhook, event }, { webhooks }) {
    const { former_until: until } = webhook
    const outcome = await webhooks.send(
      { ...webhook, former_until: until === null ? null : new Date(until) },
      event,
      new AbortController().signal,
    )
    const { delivered, status } = outcome
    return {
      delivered,
      ...(!outcome.delivered && { rule: outcome.rule }),
      ...(status !== undefined && { status }),
    }
  },
})

export const replay: Handle<typeof replayWebhook> = async (context) => {
  const { db, principal, params, body, at } = context
  const { id, department_id: department } = await ownWebhook(db, principal, params.webhookId)
  const first = await db
    .selectFrom("outbox")
    .select(({ fn }) => fn.min<number | null>("position").as("position"))
    .where("department_id", "=", department)
    .where("at", ">=", new Date(body.since))
    .executeTakeFirst()
  const queuedTo =
    typeof first?.position === "number" ? first.position - 1 : await numberUntilNow(db, department)
  await restart(db, { department_id: department, id }, queuedTo, at)
  return change(db, principal, id, at, {
    state: "active",
    disabled_for: null,
    failing_since: null,
    failed_at: null,
    failed_rule: null,
    failed_status: null,
    missed_since: null,
    paused_until: null,
    queued_to: queuedTo,
  })
}

/** The department's own webhook. Another's looks as if it did not exist. */
async function ownWebhook(db: Database | Trx, principal: Principal, id: string) {
  const { department } = mustBe("client", principal)
  const row = await webhooksOf(db, department, id).executeTakeFirst()
  if (row === undefined) throw new Problem("not_found")
  return row
}

async function change(
  db: Trx,
  principal: Principal,
  id: string,
  at: Date,
  columns: Partial<Omit<WebhookRow, "types">>,
): Promise<Webhook> {
  const { department } = mustBe("client", principal)
  await db
    .updateTable("webhooks")
    .set(columns)
    .where("department_id", "=", department)
    .where("id", "=", id)
    .execute()
  return viewWebhook(await ownWebhook(db, principal, id), at)
}
