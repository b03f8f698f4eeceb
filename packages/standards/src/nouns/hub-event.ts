import * as z from "zod/mini"
import { openCode } from "./bounds.ts"
import { Id, Instant } from "./values.ts"

/** What a department is told of its cases, by type; a new type is a line here. */
export const eventTypes = {
  "case.changed": {
    zh: "办件有了变化",
    en: "The case has changed: a step, its state, or the department's word for it",
  },
  "case.urged": { zh: "申请人催办", en: "The applicant has asked to speed it up" },
  "material.redeemed": { zh: "材料已兑取", en: "A paper was redeemed for the case" },
  "grant.withdrawn": { zh: "授权已撤回", en: "A paper's grant for the case was withdrawn" },
} as const
/** A type of `eventTypes`. */
export type EventType = keyof typeof eventTypes

/**
 * Where an event stands among its department's: 16 digits, each greater than the one before. Others'
 * types are between, so a gap says nothing. (CloudEvents extension `sequence`.)
 */
export const EventSequence = z.string().check(z.maxLength(16), z.regex(/^\d{16}$/))

/**
 * An event (事件通知) as a department pulls it or a webhook brings it: CloudEvents 1.0 in JSON, and thin.
 * It says that something happened and where to read it, and nothing about anybody.
 */
export const HubEvent = z.object({
  specversion: z.literal("1.0"),
  /** The same each time that the event is told: what was seen under it is done. */
  id: Id,
  /** The hub's origin. */
  source: z.url().check(z.maxLength(300)),
  /** One of `eventTypes`, `webhook.ping`, or a type of a newer version. */
  type: openCode(),
  /** The id of the case; of the webhook, where it is a ping. */
  subject: Id,
  time: Instant,
  datacontenttype: z.literal("application/json"),
  /** Not of a ping, which is no event of the department's. */
  sequence: z.optional(EventSequence),
  data: z.object({
    /** Where the case can be read as it stands now. */
    url: z.url().check(z.maxLength(1000)),
  }),
})
export type HubEvent = z.infer<typeof HubEvent>
