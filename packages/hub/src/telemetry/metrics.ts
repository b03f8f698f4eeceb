import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client"
import type { Database, PoolCounts } from "../store/database.ts"
import { waitingEvents } from "../events/waiting.ts"
import type { Answered } from "./requests.ts"

/** What the hub counts for whoever operates it. */
export interface Counts {
  answered(answered: Answered): void
  /** Papers that were redeemed; what was refused is counted by its rule. */
  redeemed(papers: number): void
  /** What came of a try: `delivered`, or the rule by which it failed. */
  tried(result: string): void
  uploaded(bytes: number): void
}

/** What is counted, to be read. No label holds an address, an id or a name of anybody. */
export interface Metrics extends Counts {
  /** All of it in Prometheus's text format. */
  text(): Promise<string>
  contentType: string
}

/** Where nobody asks for metrics. */
export const countsNothing: Counts = {
  answered() {},
  redeemed() {},
  tried() {},
  uploaded() {},
}

/** From a read by its key to an upload's piece over a slow line. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** A hub's metrics, in a registry of their own: several hubs may run in one process. */
export function hubMetrics(db: Database, pool: PoolCounts, now: () => Date): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const requests = new Histogram({
    name: "tongban_request_seconds",
    help: "How long requests took, by operation and class of status.",
    labelNames: ["operation", "status"],
    buckets,
    registers,
  })
  const redemptions = new Counter({
    name: "tongban_redemptions_total",
    help: "Papers that were redeemed, and handles that were refused, by rule.",
    labelNames: ["rule"],
    registers,
  })
  const tries = new Counter({
    name: "tongban_webhook_tries_total",
    help: "Tries to deliver an event to a webhook, by what came of them.",
    labelNames: ["result"],
    registers,
  })
  const uploads = new Counter({
    name: "tongban_upload_bytes_total",
    help: "Bytes of what citizens have uploaded, as they are stored.",
    registers,
  })
  const connections = new Gauge({
    name: "tongban_database_connections",
    help: "Connections to the database: busy, idle; and requests that wait for one.",
    labelNames: ["state"],
    registers,
  })
  const waiting = new Gauge({
    name: "tongban_waiting_events",
    help: "Events without their number yet, and deliveries that active webhooks are still to get.",
    labelNames: ["waits_for"],
    registers,
  })
  const oldest = new Gauge({
    name: "tongban_oldest_waiting_event_seconds",
    help: "Age of the oldest event that an active webhook is still to be told; 0 where none waits.",
    registers,
  })
  const look = async () => {
    connections.set({ state: "busy" }, pool.totalCount - pool.idleCount)
    connections.set({ state: "idle" }, pool.idleCount)
    connections.set({ state: "waiting" }, pool.waitingCount)
    const { unnumbered, undelivered, oldestAt } = await waitingEvents(db)
    waiting.set({ waits_for: "number" }, unnumbered)
    waiting.set({ waits_for: "delivery" }, undelivered)
    oldest.set(oldestAt === null ? 0 : (now().getTime() - oldestAt.getTime()) / 1000)
  }
  collectDefaultMetrics({ register: registry })

  return {
    answered({ operation, status, seconds, refusal }) {
      requests.observe({ operation, status: `${Math.floor(status / 100)}xx` }, seconds)
      for (const rule of refusedRules(refusal)) redemptions.inc({ rule })
    },
    redeemed(papers) {
      redemptions.inc({ rule: "none" }, papers)
    },
    tried(result) {
      tries.inc({ result })
    },
    uploaded(bytes) {
      uploads.inc(bytes)
    },
    async text() {
      await look()
      return registry.metrics()
    },
    contentType: registry.contentType,
  }
}

/** The rule of each handle that a redemption was refused for. */
function refusedRules(refusal: Answered["refusal"]): string[] {
  if (refusal?.code !== "handle_unusable") return []
  const { handles } = refusal.params as { handles: readonly { rule: string }[] }
  return handles.map(({ rule }) => rule)
}
