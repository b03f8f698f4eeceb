import { sql } from "kysely"
import { Migrator } from "kysely/migration"
import { inTransaction } from "./database.ts"
import type { Database } from "./database.ts"
import { migrations } from "./migrations/index.ts"

/**
 * Brings the tables up to date. Of several hubs that start at once one does it and the others wait: the
 * lock is a row, held by the transaction that migrates, so it ends with its holder and needs no session.
 */
export async function migrate(db: Database): Promise<void> {
  await makeLock(db)
  await inTransaction(db, async (trx) => {
    // Another hub may migrate for as long as it takes.
    await sql`set local lock_timeout = 0`.execute(trx)
    await trx.selectFrom("migrating").select("id").where("id", "=", 1).forUpdate().execute()
    const provider = { getMigrations: () => Promise.resolve({ ...migrations }) }
    const { error } = await new Migrator({ db: trx, provider }).migrateToLatest()
    if (error !== undefined) throw new Error("the database could not be migrated", { cause: error })
  })
}

async function makeLock(db: Database): Promise<void> {
  const make = () =>
    db.schema
      .createTable("migrating")
      .ifNotExists()
      .addColumn("id", "integer", (c) => c.primaryKey())
      .execute()
  // "If not exists" of two at once can still collide; the second time it sees the other's table.
  await make().catch(make)
  await db
    .insertInto("migrating")
    .values({ id: 1 })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute()
}
