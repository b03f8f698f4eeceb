import { join } from "node:path"
import { PGlite } from "@electric-sql/pglite"
import { Kysely, PGliteDialect } from "kysely"
import type { Transaction } from "kysely"
import { Migrator } from "kysely/migration"
import * as thinWay from "./migrations/0001-thin-way.ts"
import * as corrections from "./migrations/0002-corrections.ts"
import * as parties from "./migrations/0003-parties.ts"
import type { Tables } from "./tables.ts"

/** The database outside a transaction: for reads. */
export type Database = Kysely<Tables>
/**
 * A transaction. On PGlite a query by the outer database inside one would wait for ever, so whoever
 * writes is handed this and nothing else.
 */
export type Trx = Transaction<Tables>

/** Opens the embedded database in `folder`, making or migrating it where needed. */
export async function openDatabase(folder: string): Promise<Database> {
  const pglite = await PGlite.create({ dataDir: join(folder, "pglite") })
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: () =>
        Promise.resolve({
          "0001-thin-way": thinWay,
          "0002-corrections": corrections,
          "0003-parties": parties,
        }),
    },
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) {
    await db.destroy()
    throw new Error("the database could not be migrated", { cause: error })
  }
  return db
}

/** PostgreSQL's "try again": serialization failure, deadlock. */
const retryable = new Set(["40001", "40P01"])

/** Runs `work` in one transaction, again where the database asks for it. The only place that retries. */
export async function inTransaction<T>(db: Database, work: (trx: Trx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (attempt === 5 || !retryable.has(sqlState(error) ?? "")) throw error
    }
  }
}

/** The SQLSTATE of a database error. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined
}
