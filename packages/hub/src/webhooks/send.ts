import type { HubEvent } from "@tongban/standards"
import type { WebhookRow } from "../store/tables.ts"
import { inDelivery } from "../telemetry/tracing.ts"
import type { Outcome, Post } from "./post.ts"
import { signedHeaders } from "./secret.ts"
import type { SecretBox } from "./secret.ts"

/** Sends one event to one webhook, once. */
export type Send = (
  webhook: Pick<WebhookRow, "id" | "url" | "secret" | "former_secret" | "former_until">,
  event: HubEvent,
  signal: AbortSignal,
  /** The trace that the event happened in, as the outbox keeps it. */
  trace?: string | null,
) => Promise<Outcome>

/**
 * CloudEvents 1.0 in structured JSON, signed as Standard Webhooks 1.0 says. Its timestamp is the
 * machine's own time, as a receiver compares it with theirs.
 *
 * @param now - the hub's clock, which says whether a former secret still signs
 */
export const sender =
  (post: Post, box: SecretBox, now: () => Date): Send =>
  (webhook, event, signal, trace = null) => {
    const sentAt = new Date()
    const body = JSON.stringify(event)
    const headers = {
      "content-type": "application/cloudevents+json; charset=utf-8",
      "user-agent": "tongban-hub",
      ...signedHeaders(secretsOf(webhook, box, now()), { id: event.id, body, sentAt }),
    }
    const { hostname } = new URL(webhook.url)
    return inDelivery({ type: event.type, host: hostname }, trace, (traced) =>
      post(webhook.url, { ...traced, ...headers }, body, signal),
    )
  }

function secretsOf(
  { id, secret, former_secret: former, former_until: until }: Parameters<Send>[0],
  box: SecretBox,
  now: Date,
): string[] {
  const both = former !== null && until !== null && until > now ? [secret, former] : [secret]
  return both.map((sealed) => box.open(id, sealed))
}
