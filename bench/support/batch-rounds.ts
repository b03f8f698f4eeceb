// node batch-rounds.ts LINES, beside a PostgreSQL (scripts/with-postgres.mjs): prints the least times as JSON.
import assert from "node:assert/strict"
import { join } from "node:path"
import pg from "pg"
import { item, xu } from "../../packages/hub/test/support/hub-settings.ts"
import { HubWorld } from "../../packages/hub/test/support/hub-world.ts"

const [count = 10_000] = process.argv.slice(2).map(Number)
const rounds = count > 20_000 ? 3 : 5
const perBatch = 10_000
/** What a batch of new cases writes. */
const tables = ["cases", "case_events", "outbox", "idempotency"]

const world = await HubWorld.make()
const { database } = world.settings
assert.ok("url" in database, "this is measured on PostgreSQL")
const folder = new URL(database.url).searchParams.get("host") ?? ""
const client = new pg.Client({ connectionString: database.url })
await client.connect()
const least = { candidate: Infinity, reference: Infinity }
for (let round = 0; round < rounds; round++) {
  const batches = Array.from({ length: count / perBatch }, (_, batch) => batchOf(round, batch))
  await empty()
  least.candidate = Math.min(least.candidate, await timed(() => reported(batches)))
  for (const table of tables) await client.query(`copy ${table} to '${fileOf(table)}'`)
  await empty()
  least.reference = Math.min(least.reference, await timed(copied))
}
await client.end()
await world.close()
console.log(JSON.stringify([{ what: "new cases by batch / their rows by COPY", ...least }]))

function batchOf(round: number, batch: number): string {
  return Array.from({ length: perBatch }, (_, line) =>
    JSON.stringify({
      localNumber: `B-${round}-${batch}-${line}`,
      itemCode: item.code,
      state: "RECEIVED",
      source: { scheme: "epoint", value: "26", text: "已接件" },
      occurredAt: "2026-11-24T10:00:00+08:00",
      party: { scheme: "111", number: xu.number },
    }),
  ).join("\n")
}

async function reported(batches: readonly string[]): Promise<void> {
  const url = `${world.origin}/v1/case-reports`
  for (const body of batches) {
    const headers = await world.auth("a-sync").authorize("POST", url)
    const response = await fetch(url, {
      method: "POST",
      headers: { ...headers, "content-type": "application/x-ndjson" },
      body,
    })
    const answers = (await response.text()).split("\n").filter((line) => line.includes('"id"'))
    assert.equal(answers.length, perBatch)
  }
}

async function copied(): Promise<void> {
  for (const table of tables) await client.query(`copy ${table} from '${fileOf(table)}'`)
}

async function empty(): Promise<void> {
  await client.query(`truncate ${tables.join(", ")}`)
}

function fileOf(table: string): string {
  return join(folder, `${table}.copy`)
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
