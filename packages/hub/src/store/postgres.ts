import { sql } from "kysely"
import pg from "pg"
import { DatabaseUnusable, sqlState } from "./database.ts"
import type { Database } from "./database.ts"
import { tellFailure } from "../tell-failure.ts"
import { types } from "./values.ts"

/** The oldest PostgreSQL that we test. */
const oldest = 15
/** Connections of one hub process: a few of these processes fit PostgreSQL's usual hundred. */
const connections = 10
/** How long a statement waits for a row that another transaction holds. */
export const lockWithinMs = 5_000
/** How long a query waits for a connection before it fails. */
export const connectWithinMs = 10_000

/** A bounded pool of connections to the PostgreSQL server of `DATABASE_URL`. */
export function postgresPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: connectWithinMs,
    keepAlive: true,
    application_name: "tongban hub",
    // Instants are read in this form, however the server is set.
    options: `-c datestyle=ISO -c lock_timeout=${lockWithinMs}`,
    types,
  })
  // One that is cut between two statements of a transaction: the next of them fails, and says so.
  pool.on("connect", (client) => client.on("error", () => undefined))
  // An idle connection that was cut is replaced when the next query asks for one.
  pool.on("error", (error) => {
    tellFailure("an idle connection to the database was lost:", error)
  })
  return pool
}

/**
 * Whether the server can be reached and is new enough.
 *
 * @throws {DatabaseUnusable}
 */
export async function requirePostgres(db: Database): Promise<void> {
  let version: number
  try {
    const { rows } = await sql<{ version: string }>`
      select current_setting('server_version_num') as version`.execute(db)
    version = Math.floor(Number(rows[0]?.version) / 10_000)
  } catch (error) {
    throw new DatabaseUnusable(
      `the server of DATABASE_URL cannot be used (${sqlState(error) ?? String(error)}); check that it runs, and its address, user, password and database name in DATABASE_URL`,
      { cause: error },
    )
  }
  if (version >= oldest) return
  throw new DatabaseUnusable(
    `the server of DATABASE_URL is PostgreSQL ${version}, which is too old; upgrade it to PostgreSQL ${oldest} or newer, or name another server in DATABASE_URL`,
  )
}
