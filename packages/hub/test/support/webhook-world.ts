import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { setTimeout } from "node:timers/promises"
import type { HubSettings } from "@tongban/hub"
import type { Webhook } from "@tongban/standards"
import type { Answered } from "./answers.ts"
import { HubWorld } from "./hub-world.ts"
import { Receiver } from "./receiver.ts"

/** A hub, and servers of department `a` that its events are posted to. */
export class WebhookWorld {
  readonly hub: HubWorld
  readonly #receivers: Receiver[] = []

  private constructor(hub: HubWorld) {
    this.hub = hub
  }

  /** @param complete - what else is set before the hub starts */
  static async make(complete?: (settings: HubSettings) => void): Promise<WebhookWorld> {
    return new WebhookWorld(await HubWorld.make({}, complete))
  }

  /** Between two tests: no webhook, no server, the present time. */
  async clear(): Promise<void> {
    for (const { id } of await this.list()) await this.ask("DELETE", `/${id}`)
    await Promise.all(this.#receivers.splice(0).map((each) => each.close()))
    this.hub.ahead = 0
  }

  async close(): Promise<void> {
    await this.clear()
    await this.hub.close()
  }

  ask(method: string, path = "", body?: unknown, key = randomUUID()): Promise<Answered> {
    return this.hub.call("a-sync", method, `/v1/webhooks${path}`, body, key)
  }

  async list(): Promise<Webhook[]> {
    return ((await this.ask("GET")).body as { items: Webhook[] }).items
  }

  async get(id: string): Promise<Webhook> {
    return (await this.ask("GET", `/${id}`)).body as Webhook
  }

  async receiver(): Promise<Receiver> {
    const receiver = await Receiver.make()
    this.#receivers.push(receiver)
    return receiver
  }

  async register(url: string, types: string[] = [], key = randomUUID()) {
    const answer = await this.ask("POST", "", { url, types }, key)
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return answer.body as { webhook: Webhook; secret: string }
  }

  /** A server whose webhook is told everything. */
  async told(): Promise<{ receiver: Receiver; webhook: Webhook; secret: string }> {
    const receiver = await this.receiver()
    return { receiver, ...(await this.register(receiver.url)) }
  }

  /** The webhook once it is as `holds` says; asked for again until then. */
  async until(id: string, holds: (webhook: Webhook) => boolean): Promise<Webhook> {
    for (;;) {
      const webhook = await this.get(id)
      if (holds(webhook)) return webhook
      await setTimeout(20)
    }
  }

  /** The webhook once nothing is due: all that waits has failed, and is tried later. */
  settled(id: string): Promise<Webhook> {
    return this.until(
      id,
      ({ nextTryAt }) => nextTryAt === undefined || this.#untilMs(nextTryAt) > 0,
    )
  }

  /** Moves the hub's clock to where all that failed is due again. */
  async nextTry(id: string): Promise<void> {
    const { nextTryAt } = await this.settled(id)
    assert.ok(nextTryAt !== undefined, "nothing waits")
    // What failed together is tried within the tenth that jitter adds.
    this.hub.ahead += Math.ceil(this.#untilMs(nextTryAt) * 1.1) + 1000
  }

  #untilMs(instant: string): number {
    return new Date(instant).getTime() - Date.now() - this.hub.ahead
  }
}
