import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import type { Database, Trx } from "../store/database.ts"
import { tellFailure } from "../tell-failure.ts"
import type { Counter } from "./counter.ts"

/** How often processes tell each other what they have counted. */
const everyMs = 1_000
/** Nobody reads what is older. */
const keptSeconds = 600

export interface Sharing {
  /** Tells the others what is new here, and hears what is new of them. */
  exchange(): Promise<void>
  close(): Promise<void>
}

/**
 * Several processes count as one: each counts in its memory and tells the others once a second, in one row.
 * Where that fails, each counts for itself until it works again.
 *
 * @param seconds - how long a count lasts
 */
export function shareCounts(db: Database, counter: Counter, seconds: number): Sharing {
  const own = randomUUID()
  const heard = new Set<string>()
  let failing = false
  let running = Promise.resolve()

  async function exchange(): Promise<void> {
    const counts = counter.news()
    if (Object.keys(counts).length > 0)
      await db
        .insertInto("rate_counts")
        // The database's clock: no process's own could be so wrong that it is not heard.
        .values({
          id: randomUUID(),
          process: own,
          at: sql<Date>`now()`,
          counts: JSON.stringify(counts),
        })
        .execute()
    const rows = await db
      .selectFrom("rate_counts")
      .select(["id", "counts"])
      .where("at", ">", ago(seconds))
      .where("process", "!=", own)
      .execute()
    const present = new Set(rows.map(({ id }) => id))
    for (const id of heard) if (!present.has(id)) heard.delete(id)
    for (const { id, counts: others } of rows) {
      if (heard.has(id)) continue
      heard.add(id)
      await counter.add(others)
    }
  }

  const timer = setInterval(() => {
    running = running.then(exchange).then(
      () => {
        failing = false
      },
      (error: unknown) => {
        if (!failing)
          tellFailure("rates cannot be shared; each process counts for itself until then:", error)
        failing = true
      },
    )
  }, everyMs)
  timer.unref()

  return {
    exchange,
    async close() {
      clearInterval(timer)
      await running
    },
  }
}

/** By the database's clock. */
const ago = (seconds: number) =>
  sql<Date>`now() - cast(${seconds} as integer) * interval '1 second'`

/** Forgets what was told long ago. */
export async function purgeCounts(trx: Trx): Promise<void> {
  await trx.deleteFrom("rate_counts").where("at", "<", ago(keptSeconds)).execute()
}
