import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { BridgeFault, reasonOf } from "./fault.ts"

/** SQLite's result codes SQLITE_BUSY and SQLITE_LOCKED: somebody else holds the file. */
const held = [5, 6]

/**
 * Opens the bridge's own small database, and with it takes the folder for this process alone. The lock
 * is the operating system's: it dies with the process (docs/decisions/0009).
 *
 * @throws {BridgeFault} where another process uses the folder, or it cannot be written
 */
export function openState(folder: string): DatabaseSync {
  const file = join(folder, "bridge.sqlite")
  let state: DatabaseSync
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    state = new DatabaseSync(file)
  } catch (error) {
    throw new BridgeFault(
      `the state folder ${folder} cannot be written (${reasonOf(error)}); name a folder that this user may write`,
    )
  }
  try {
    state.exec(`
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA synchronous = FULL;
      BEGIN EXCLUSIVE;
      CREATE TABLE IF NOT EXISTS directory (
        id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL
      );
      CREATE TABLE IF NOT EXISTS deliveries_told (
        id INTEGER PRIMARY KEY CHECK (id = 1), told INTEGER NOT NULL
      );
      CREATE TABLE IF NOT EXISTS reports (
        local_number TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, times INTEGER NOT NULL, reported_at TEXT NOT NULL
      );
      CREATE TABLE IF NOT EXISTS set_aside (
        fingerprint TEXT PRIMARY KEY, local_number TEXT NOT NULL, reason TEXT NOT NULL, since TEXT NOT NULL, again_after TEXT
      );
      CREATE TABLE IF NOT EXISTS drop_files (
        name TEXT PRIMARY KEY, stamp TEXT NOT NULL, again_after TEXT
      );
      CREATE TABLE IF NOT EXISTS drop_rows (
        local_number TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, times INTEGER NOT NULL, as_of TEXT NOT NULL
      );
      CREATE TABLE IF NOT EXISTS drop_aside (
        file TEXT NOT NULL, row INTEGER NOT NULL, as_of TEXT NOT NULL, local_number TEXT NOT NULL,
        fault TEXT NOT NULL, PRIMARY KEY (file, row)
      );
      COMMIT;
    `)
  } catch (error) {
    state.close()
    throw new BridgeFault(whyNot(error, folder, file))
  }
  return state
}

function whyNot(error: unknown, folder: string, file: string): string {
  const code = error instanceof Error && "errcode" in error ? error.errcode : undefined
  return typeof code === "number" && held.includes(code)
    ? `the state folder ${folder} is in use by another running bridge; stop that one, or name another folder`
    : `the bridge's state ${file} cannot be used (${reasonOf(error)}); mend or remove that file (rows are then reported once more, which doubles nothing), or name another folder`
}
