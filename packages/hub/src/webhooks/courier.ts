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
  /** Ends the tries that are under way, and gives them to other processes. */
  close(): Promise<void>
}

export interface CourierParts {
  origin: string
  db: Database
  send: Send
  everyMs: number
  now(): Date
}

/** Numbers events, queues them for the webhooks that are told, and tries what is due; every process does. */
export function startCourier({ origin, db, send, everyMs, now }: CourierParts): Courier {
  const closing = new AbortController()
  const underWay = new Map<string, number>()
  const tries = new Set<Promise<void>>()
  let looking: Promise<void> | undefined
  let again = false
  let failing = false

  const timer = setInterval(look, everyMs)
  timer.unref()

  /** One look at a time; one more where a try has ended in between. */
  function look(): void {
    if (closing.signal.aborted) return
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
    if (free <= 0 || closing.signal.aborted) return
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
      const outcome = await send(webhook, eventOf(origin, claimed.event), closing.signal)
      if (outcome.delivered) await markDelivered(db, webhook, claimed, now())
      else await markFailed(db, webhook, claimed, outcome, now())
    } catch (error) {
      if (closing.signal.aborted) return giveBack(db, webhook, claimed)
      throw error
    }
  }

  return {
    async close() {
      clearInterval(timer)
      closing.abort()
      await looking
      await Promise.all(tries)
    },
  }
}
