import * as z from "zod/mini"
import { endpoint } from "./endpoint.ts"
import { departmentOnly } from "./reach.ts"
import type { Reach } from "./reach.ts"
import { list, openCode, text } from "../nouns/bounds.ts"
import { eventTypes } from "../nouns/hub-event.ts"
import type { EventType } from "../nouns/hub-event.ts"
import { Id, Instant } from "../nouns/values.ts"

const WebhookParams = z.strictObject({ webhookId: Id })

const ofOneWebhook = [
  {
    object: "webhook",
    at: "params.webhookId",
    none: "not_found",
    sees: { sync: departmentOnly },
  },
] as const satisfies readonly Reach[]

/** Most webhooks of one department. */
export const mostWebhooks = 10

/** An address of a department's own (回调地址) that the hub posts events to. */
export const Webhook = z.object({
  id: Id,
  url: z.url().check(z.maxLength(1000)),
  /** What it is told; empty: everything. */
  types: list(openCode(), 50),
  /** `active`, or `disabled`: nothing is sent until it is replayed. */
  state: openCode(),
  /** Why it is disabled: `gone` (it answered 410), or `failing` (three days without one success). */
  disabledFor: z.optional(openCode()),
  createdAt: Instant,
  lastDeliveredAt: z.optional(Instant),
  /** The latest failure, where there was no success after it. */
  failing: z.optional(
    z.object({
      since: Instant,
      at: Instant,
      /** `status`, `redirect`, `timeout`, `unreachable`, `certificate`, `address_refused` or `unresolved`. */
      rule: openCode(),
      /** The status that it answered. */
      status: z.optional(z.int()),
    }),
  ),
  /** When the next try is due, where something waits. */
  nextTryAt: z.optional(Instant),
  /** When the earliest event happened that it was not told of in all its tries: replay since then. */
  missedSince: z.optional(Instant),
  /** Until when what is sent is signed by the former secret too. */
  formerSecretUntil: z.optional(Instant),
})
export type Webhook = z.infer<typeof Webhook>

/** `whsec_` and a key in base64, as Standard Webhooks writes it; told once, so keep it. */
const WebhookSecret = text(100)

/** Registers an address of the department's own for events (Standard Webhooks); told from now on. */
export const createWebhook = endpoint({
  id: "webhooks.create",
  kind: "json",
  method: "POST",
  path: "/v1/webhooks",
  summary: "Register an address that the department's events are posted to.",
  callers: ["sync"],
  reach: [],
  idempotent: true,
  body: z.strictObject({
    /** `https`, unless the operator of the hub allows plain http in a private network. */
    url: z.url().check(z.maxLength(1000)),
    /** Only these; empty: everything, types of later versions included. */
    types: list(z.enum(Object.keys(eventTypes) as EventType[]), 50),
  }),
  answer: z.object({ webhook: Webhook, secret: WebhookSecret }),
  status: 201,
  problems: ["webhook_refused", "webhooks_full"],
})

/** The webhooks of the department, 10 at most. */
export const listWebhooks = endpoint({
  id: "webhooks.list",
  kind: "json",
  method: "GET",
  path: "/v1/webhooks",
  summary: "List the department's webhooks, and how each does.",
  callers: ["sync"],
  reach: [{ object: "webhook", at: "answer", none: "served", sees: { sync: departmentOnly } }],
  answer: z.object({ items: list(Webhook, mostWebhooks) }),
  problems: [],
})

/** Reads one webhook: whether it is told, its last failure and the next try. */
export const getWebhook = endpoint({
  id: "webhooks.get",
  kind: "json",
  method: "GET",
  path: "/v1/webhooks/:webhookId",
  summary: "Read one webhook, and how it does.",
  callers: ["sync"],
  reach: ofOneWebhook,
  versioned: true,
  params: WebhookParams,
  answer: Webhook,
  problems: ["not_found"],
})

/** Removes a webhook, and what still waits for it. */
export const deleteWebhook = endpoint({
  id: "webhooks.delete",
  kind: "json",
  method: "DELETE",
  path: "/v1/webhooks/:webhookId",
  summary: "Remove a webhook.",
  callers: ["sync"],
  reach: ofOneWebhook,
  idempotent: true,
  params: WebhookParams,
  status: 204,
  problems: ["not_found"],
})

/** Gives a webhook a new secret. For 24 hours both sign, so that no delivery is lost in between. */
export const rotateWebhookSecret = endpoint({
  id: "webhooks.rotateSecret",
  kind: "json",
  method: "POST",
  path: "/v1/webhooks/:webhookId/secret",
  summary: "Give a webhook a new secret; the former one signs beside it for 24 hours.",
  callers: ["sync"],
  reach: ofOneWebhook,
  idempotent: true,
  params: WebhookParams,
  answer: z.object({ webhook: Webhook, secret: WebhookSecret }),
  problems: ["not_found"],
})

/** Sends one `webhook.ping` at once and says what came of it. */
export const pingWebhook = endpoint({
  id: "webhooks.ping",
  kind: "json",
  method: "POST",
  path: "/v1/webhooks/:webhookId/ping",
  summary: "Send a test event now, and say what came of it.",
  callers: ["sync"],
  reach: ofOneWebhook,
  idempotent: true,
  params: WebhookParams,
  answer: z.object({
    delivered: z.boolean(),
    /** Why not: as `failing.rule` of a webhook. */
    rule: z.optional(openCode()),
    status: z.optional(z.int()),
  }),
  problems: ["not_found"],
})

/** Tells a webhook everything since an instant again, 30 days back at most; a disabled one is active again. */
export const replayWebhook = endpoint({
  id: "webhooks.replay",
  kind: "json",
  method: "POST",
  path: "/v1/webhooks/:webhookId/replay",
  summary: "Tell a webhook the events since an instant again.",
  callers: ["sync"],
  reach: ofOneWebhook,
  idempotent: true,
  params: WebhookParams,
  body: z.strictObject({ since: Instant }),
  answer: Webhook,
  problems: ["not_found"],
})
