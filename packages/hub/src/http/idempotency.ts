import { createHmac } from "node:crypto"
import { isLockedOut } from "../store/database.ts"
import type { Trx } from "../store/database.ts"
import { kept } from "../store/kept.ts"
import { Problem } from "./problem.ts"

/** How long a key is kept. Also told in the discovery document. */
export const idempotencyHours = 72

const keyPattern = /^[A-Za-z0-9_-]{8,64}$/

export interface KeyedWrite {
  caller: string
  key: string
  operation: string
  bodyHash: string
}

/** The key of a write, or a problem that says how it should look. */
export function keyOf(header: unknown): string {
  if (typeof header === "string" && keyPattern.test(header)) return header
  throw new Problem("idempotency_key_required", { pattern: keyPattern.source })
}

/**
 * What is kept of a body, to know it again. Keyed: a body may hold an identity number, which is short
 * enough to be found from a plain hash.
 */
export const hashOf = (key: Uint8Array, value: unknown): string =>
  createHmac("sha256", key).update(JSON.stringify(value)).digest("base64url")

/**
 * Does `work` once for a key. The key's row is written by the same transaction as the effect, so a
 * crash leaves both or neither. Who comes while the first is still at it waits for its answer (decision 44).
 *
 * @throws {Problem} `idempotency_conflict`; `idempotency_in_progress` where the wait took too long
 */
export async function once(
  trx: Trx,
  write: KeyedWrite,
  now: Date,
  work: () => Promise<unknown>,
): Promise<unknown> {
  const [claimed] = await claim(trx, { ...write, now }).catch((error: unknown) => {
    if (!isLockedOut(error)) throw error
    throw new Problem("idempotency_in_progress", { key: write.key, retryAfter: 1 })
  })
  if (claimed === undefined) return earlier(trx, write)

  const value = await work()
  await store(trx, { ...write, stored: JSON.stringify({ value }) })
  return value
}

const claim = kept((db, { caller, key, operation, bodyHash, now }: KeyedWrite & { now: Date }) =>
  db
    .insertInto("idempotency")
    .values({ caller, key, operation, body_hash: bodyHash, stored: null, created_at: now })
    .onConflict((conflict) => conflict.columns(["caller", "key"]).doNothing())
    .returning("key"),
)

const store = kept((db, { caller, key, stored }: KeyedWrite & { stored: string }) =>
  db.updateTable("idempotency").set({ stored }).where("caller", "=", caller).where("key", "=", key),
)

async function earlier(trx: Trx, write: KeyedWrite): Promise<unknown> {
  const row = await trx
    .selectFrom("idempotency")
    .selectAll()
    .where("caller", "=", write.caller)
    .where("key", "=", write.key)
    .executeTakeFirstOrThrow()
  if (row.operation !== write.operation || row.body_hash !== write.bodyHash) {
    throw new Problem("idempotency_conflict")
  }
  return row.stored?.value
}

/** Forgets keys that are past their time. */
export async function purgeKeys(trx: Trx, now: Date): Promise<void> {
  const limit = new Date(now.getTime() - idempotencyHours * 3_600_000)
  await trx.deleteFrom("idempotency").where("created_at", "<", limit).execute()
}
