import { setTimeout as pause } from "node:timers/promises"
import { eventOf } from "../events/event.ts"
import { numberEvents } from "../events/number.ts"
import type { Database } from "../store/database.ts"
import type { WebhookRow } from "../store/tables.ts"
import { tellFailure } from "../tell-failure.ts"
import type { Send } from "./send.ts"
import { claim, dueWebhooks, giveBack, markDelivered, markFailed, queueEvents } from "./queue.ts"
import type { Claimed } from "./queue.ts"

/** How many tries a webhook has under way in one process: a slow one takes none of another's. */
const atOnce = 4

/** Brings events to webhooks. */
export interface Courier {
  /** Begins no try any more; gives those that are under way then to other processes. */
  close(withinMs: number): Promise<void>
}

export interface CourierParts {
  origin: string
  db: Database
  send: Send
  everyMs: number
  /** Told of each try: `delivered`, or the rule by which it failed. */
  tried(result: string): void
  now(): Date
}

/** Numbers events, queues them for the webhooks that are told, and tries what is due; every process does. */
export function startCourier({ origin, db, send, everyMs, tried, now }: CourierParts): Courier {
  const ending = new AbortController()
  let closed = false
  const underWay = new Map<string, number>()
  const tries = new Set<Promise<void>>()
  let looking: Promise<void> | undefined
  let again = false
  let failing = false

  const timer = setInterval(look, everyMs)
  timer.unref()

  /** One look at a time; one more where a try has ended in between. */
  function look(): void {
    if (closed) return
    if (looking !== undefined) {
      again = true
      return
    }
    again = false
    looking = bringDue().finally(() => {
      looking = undefined
      if (again) look()
    })
  }

  async function bringDue(): Promise<void> {
    try {
      await numberEvents(db)
      await queueEvents(db, now())
      for (const webhook of await dueWebhooks(db, now())) await start(webhook)
      failing = false
    } catch (error) {
      // The next look tries again; nothing of what waits is lost.
      if (!failing) tellFailure("events cannot be brought to webhooks; trying again:", error)
      failing = true
    }
  }

  async function start(webhook: WebhookRow): Promise<void> {
    const free = atOnce - (underWay.get(webhook.id) ?? 0)
    if (free <= 0 || closed) return
    for (const claimed of await claim(db, webhook, free, now())) {
      underWay.set(webhook.id, (underWay.get(webhook.id) ?? 0) + 1)
      const trial = bring(webhook, claimed)
        .catch(told)
        .finally(() => {
          tries.delete(trial)
          underWay.set(webhook.id, (underWay.get(webhook.id) ?? 1) - 1)
          look()
        })
      tries.add(trial)
    }
  }

  /** The delivery's lease runs out, and it is tried again. */
  function told(error: unknown): void {
    tellFailure("what came of a delivery to a webhook could not be noted:", error)
  }

  async function bring(webhook: WebhookRow, claimed: Claimed): Promise<void> {
    try {
      const { event } = claimed
      const outcome = await send(webhook, eventOf(origin, event), ending.signal, event.trace)
      tried(outcome.delivered ? "delivered" : outcome.rule)
      if (outcome.delivered) await markDelivered(db, webhook, claimed, now())
      else await markFailed(db, webhook, claimed, outcome, now())
    } catch (error) {
      if (ending.signal.aborted) return giveBack(db, webhook, claimed)
      throw error
    }
  }

  return {
    async close(withinMs) {
      closed = true
      clearInterval(timer)
      await looking
      const over = Promise.all(tries)
      await Promise.race([over, pause(withinMs, undefined, { ref: false })])
      ending.abort()
      await over
    },
  }
}
