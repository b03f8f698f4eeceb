import * as z from "zod/mini"
import { endpoint } from "./endpoint.ts"
import { departmentOnly } from "./reach.ts"
import { pageOf, pageQuery } from "./paging.ts"
import { openCode } from "../nouns/bounds.ts"
import { EventSequence, HubEvent } from "../nouns/hub-event.ts"
import { Instant } from "../nouns/values.ts"

/**
 * The events of the department in their order, for whoever has no address that the hub could post to:
 * the same that a webhook is told, kept for 30 days. `after` the last one that was read misses none.
 */
export const listEvents = endpoint({
  id: "events.list",
  kind: "json",
  method: "GET",
  path: "/v1/events",
  summary: "List the department's events in their order.",
  callers: ["sync"],
  reach: [{ object: "event", at: "answer", none: "served", sees: { sync: departmentOnly } }],
  query: pageQuery({
    /** Those that follow this `sequence`. */
    after: z.optional(EventSequence),
    since: z.optional(Instant),
    type: z.optional(openCode()),
  }),
  answer: pageOf(HubEvent),
  problems: ["cursor_invalid"],
})
