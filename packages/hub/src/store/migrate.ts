import { setTimeout as pause } from "node:timers/promises"
import { sql } from "kysely"
import { Migrator } from "kysely/migration"
import type { Migration } from "kysely/migration"
import { inTransaction, sqlState } from "./database.ts"
import type { Database, Trx } from "./database.ts"
import { migrations } from "./migrations/index.ts"

type Migrations = Readonly<Record<string, Migration>>

/** How long a change of a table waits for those who use it, and how long it lets them pass then. */
const lockWithinMs = 2000
const letPassMs = 1000
/** PostgreSQL's lock_not_available. */
const lockNotAvailable = "55P03"

/**
 * Brings the tables up to date, while hubs of the version before serve on. Of several hubs that start at
 * once one does it and the others wait: the lock is a row, held by the transaction that migrates, so it
 * ends with its holder and needs no session.
 *
 * @param known - the migrations of this version
 */
export async function migrate(db: Database, known: Migrations = migrations): Promise<void> {
  await makeLock(db)
  for (;;) {
    try {
      await inTransaction(db, (trx) => migrateIn(trx, known))
      return
    } catch (error) {
      // Whoever waits for a table's lock holds up everyone behind: they go first.
      if (sqlState(causeOf(error)) !== lockNotAvailable) throw error
      await pause(letPassMs)
    }
  }
}

async function migrateIn(trx: Trx, known: Migrations): Promise<void> {
  // Another hub may migrate for as long as it takes.
  await sql`set local lock_timeout = 0`.execute(trx)
  await trx.selectFrom("migrating").select("id").where("id", "=", 1).forUpdate().execute()
  await sql`set local lock_timeout = ${sql.lit(lockWithinMs)}`.execute(trx)
  const all = { ...known, ...(await newerThan(trx, known)) }
  const provider = { getMigrations: () => Promise.resolve(all) }
  const { error } = await new Migrator({ db: trx, provider }).migrateToLatest()
  if (error !== undefined) throw new Error("the database could not be migrated", { cause: error })
}

/** What a newer version has done to these tables: migrations only add, so this version leaves it alone. */
async function newerThan(trx: Trx, known: Migrations): Promise<Record<string, Migration>> {
  const tables = await trx.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === "kysely_migration")) return {}
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(trx)
  const newer = rows.map(({ name }) => name).filter((name) => !(name in known))
  return Object.fromEntries(newer.map((name) => [name, { up: () => Promise.resolve() }]))
}

const causeOf = (error: unknown): unknown =>
  error instanceof Error && error.cause !== undefined ? error.cause : error

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
