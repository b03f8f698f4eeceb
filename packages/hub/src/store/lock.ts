import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"

/** A folder that another live process uses, or that cannot be written. The message says how to mend it. */
export class FolderUnusable extends Error {
  override readonly name = "FolderUnusable"
}

/** A folder that is this process's alone. */
export interface FolderLock {
  /** Gives the folder back. */
  release(): void
}

/**
 * Takes a folder for this process alone. PGlite has no lock of its own: a second process on the same
 * folder loses data without a word.
 *
 * The lock is the operating system's, held through SQLite: it dies with the process, so kill -9 leaves
 * nothing behind and no process id is ever compared. The id written beside it is only for the message.
 *
 * @throws {FolderUnusable}
 */
export function lockFolder(folder: string): FolderLock {
  makeFolder(folder)
  const note = join(folder, "in-use-by.txt")
  const lock = new DatabaseSync(join(folder, "lock.sqlite"))
  try {
    lock.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
  } catch {
    lock.close()
    throw new FolderUnusable(
      `the data folder ${folder} is in use by another running process${holder(note)}; stop that one, or name another folder`,
    )
  }
  writeFileSync(note, String(process.pid))
  return {
    release() {
      lock.close()
    },
  }
}

function makeFolder(folder: string): void {
  const probe = join(folder, "in-use-by.txt")
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(probe, "", { flag: "a" })
  } catch (error) {
    throw new FolderUnusable(
      `the data folder ${folder} cannot be written (${codeOf(error)}); name a folder that this user may write`,
    )
  }
}

function holder(note: string): string {
  const pid = readFileSync(note, "utf8").trim()
  return pid === "" ? "" : ` (process ${pid})`
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error)
}
