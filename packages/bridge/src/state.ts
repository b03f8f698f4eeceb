import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { BridgeFault, reasonOf } from "./fault.ts"

/**
 * Opens the bridge's own small database, and with it takes the folder for this process alone. The lock
 * is the operating system's: it dies with the process (docs/decisions/0009).
 *
 * @throws {BridgeFault} where another process uses the folder, or it cannot be written
 */
export function openState(folder: string): DatabaseSync {
  let state: DatabaseSync
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    state = new DatabaseSync(join(folder, "bridge.sqlite"))
  } catch (error) {
    throw new BridgeFault(
      `the state folder ${folder} cannot be written (${reasonOf(error)}); name a folder that this user may write`,
    )
  }
  try {
    state.exec(`
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA synchronous = FULL;
      CREATE TABLE IF NOT EXISTS directory (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL);
      CREATE TABLE IF NOT EXISTS reported (
        local_number TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, reported_at TEXT NOT NULL
      );
      CREATE TABLE IF NOT EXISTS quarantine (
        local_number TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, reason TEXT NOT NULL, since TEXT NOT NULL
      );
      BEGIN EXCLUSIVE; COMMIT;
    `)
  } catch (error) {
    state.close()
    throw new BridgeFault(
      `the state folder ${folder} is in use by another running bridge (${reasonOf(error)}); stop that one, or name another folder`,
    )
  }
  return state
}
