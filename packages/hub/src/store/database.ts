import type { Kysely, Transaction } from "kysely"
import type { Tables } from "./tables.ts"

/** The database outside a transaction: for reads. */
export type Database = Kysely<Tables>
/**
 * A transaction. On the embedded database a query by the outer database inside one would wait for its
 * only connection, so whoever writes is handed this and nothing else.
 */
export type Trx = Transaction<Tables>

/** How many connections there are, how many of them are idle, and how many requests wait for one. */
export interface PoolCounts {
  readonly totalCount: number
  readonly idleCount: number
  readonly waitingCount: number
}

/** The most that one transaction is tried. */
const tries = 5

/** PostgreSQL's "try again": serialization failure, deadlock. */
const retryable = new Set(["40001", "40P01"])

/** Another transaction was first; the work is done again, upon what that one left. */
export class RaceLost extends Error {
  override readonly name = "RaceLost"
  readonly code = "40001"
}

/**
 * What an insert gives, or that another transaction inserted the same before. An insert that watches for
 * conflicts row by row costs more than one that hardly ever meets one.
 *
 * @throws {RaceLost}
 */
export async function orRaceLost<T>(insert: Promise<T>): Promise<T> {
  try {
    return await insert
  } catch (error) {
    // unique_violation
    throw sqlState(error) === "23505" ? new RaceLost() : error
  }
}

/** Runs `work` in one transaction, again where the database asks for it. The only place that retries. */
export async function inTransaction<T>(db: Database, work: (trx: Trx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (attempt === tries || !retryable.has(sqlState(error) ?? "")) throw error
    }
  }
}

/** PostgreSQL's lock_not_available: somebody else held the row for too long (`lockWithinMs`). */
export const isLockedOut = (error: unknown): boolean => sqlState(error) === "55P03"

/** What the driver says without a code where its connection ended, or none came in time. */
const connectionLost =
  /^Connection terminated|^timeout exceeded when trying to connect|not queryable/

/** PostgreSQL stops, starts or recovers from a crash, or cannot be reached. Whether a write was done, its key tells. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const state = sqlState(error)
  if (state === undefined) return connectionLost.test(error.message)
  const nobodyListens = "syscall" in error && error.syscall === "connect"
  return nobodyListens || /^(ECONNRESET|EPIPE|57P0[1-3]|08...)$/.test(state)
}

/** The SQLSTATE of a database error. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined
}

/** A database that cannot be used as it stands. The message says why and how to mend it. */
export class DatabaseUnusable extends Error {
  override readonly name = "DatabaseUnusable"
}
