import { Kysely, PostgresAdapter, PostgresDialect } from "kysely"
import type { PostgresPool } from "kysely"
import type { Database, PoolCounts } from "./database.ts"
import { embeddedPool } from "./embedded/open.ts"
import { migrate } from "./migrate.ts"
import { postgresPool, requirePostgres } from "./postgres.ts"
import type { Tables } from "./tables.ts"

/** Where the database is: a PostgreSQL server, or embedded in a folder. */
export type DatabasePlace = { url: string } | { folder: string }

/** Opens the database and brings its tables up to date: {@link openStore} for whoever counts nothing. */
export const openDatabase = async (place: DatabasePlace): Promise<Database> =>
  (await openStore(place)).db

/**
 * Opens the database and brings its tables up to date.
 *
 * @throws {DatabaseUnusable | FolderUnusable}
 */
export async function openStore(place: DatabasePlace): Promise<{ db: Database; pool: PoolCounts }> {
  const onServer = "url" in place
  const pool = onServer ? postgresPool(place.url) : await embeddedPool(place.folder)
  const db = connect(pool)
  try {
    if (onServer) await requirePostgres(db)
    await migrate(db)
    return { db, pool }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

const connect = (pool: PostgresPool): Database =>
  new Kysely<Tables>({ dialect: new Dialect({ pool }) })

/** PostgreSQL without Kysely's session lock, which distributed engines lack: `migrate` has its own. */
class Dialect extends PostgresDialect {
  override createAdapter(): PostgresAdapter {
    return new Adapter()
  }
}

class Adapter extends PostgresAdapter {
  override acquireMigrationLock(): Promise<void> {
    return Promise.resolve()
  }
  override releaseMigrationLock(): Promise<void> {
    return Promise.resolve()
  }
}
