import { purgeConsents } from "../consents/find.ts"
import { purgeOutbox } from "../events/outbox.ts"
import { purgeKeys } from "../http/idempotency.ts"
import { purgeExpired } from "../identity/adapter.ts"
import { purgeCounts } from "../rates/share.ts"
import { tellFailure } from "../tell-failure.ts"
import { sweepUploads } from "../uploads/sweep.ts"
import type { Vault } from "../uploads/vault.ts"
import { inTransaction } from "./database.ts"
import type { Database } from "./database.ts"

const everyMs = 10 * 60_000

/** Deletes, every ten minutes, what is past its time. Returns what stops it, once a sweep under way is over. */
export function startSweeping(db: Database, vault: Vault, now: () => Date): () => Promise<void> {
  let sweeping = Promise.resolve()
  const sweep = async () => {
    try {
      await purgeExpired(db, now())
      await inTransaction(db, async (trx) => {
        await purgeKeys(trx, now())
        await purgeOutbox(trx, now())
        await trx.deleteFrom("unlock_codes").where("expires_at", "<", now()).execute()
        await purgeConsents(trx, now())
        await purgeCounts(trx)
      })
      await sweepUploads(db, vault, now())
    } catch (error) {
      tellFailure("what has expired could not be deleted; the next sweep tries again:", error)
    }
  }
  const timer = setInterval(() => {
    sweeping = sweep()
  }, everyMs)
  timer.unref()
  return () => {
    clearInterval(timer)
    return sweeping
  }
}
