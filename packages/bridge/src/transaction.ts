import type { DatabaseSync } from "node:sqlite"

/** Everything that the work writes, or nothing of it. */
export function whole<T>(database: DatabaseSync, work: () => T): T {
  database.exec("BEGIN IMMEDIATE")
  try {
    const done = work()
    database.exec("COMMIT")
    return done
  } catch (error) {
    database.exec("ROLLBACK")
    throw error
  }
}
