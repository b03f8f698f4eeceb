import type { DatabaseSync } from "node:sqlite"
import { whole } from "../transaction.ts"
import type { Fault } from "./fault.ts"

/** A file in the drop folder. */
export interface DroppedFile {
  name: string
  /** Changes whenever the file does. */
  stamp: string
}

/** What was last told of a case. */
export interface ToldRow {
  fingerprint: string
  times: number
  /** The time of the export that it stood in. */
  asOf: string
}

/** Something set aside: a whole file (row 0), or one row of it. */
export interface Aside {
  file: string
  row: number
  asOf: string
  /** Empty where the row has none that can be used. */
  localNumber: string
  fault: Fault
}

/** What the bridge remembers of the drop, across starts. */
export interface DropMemory {
  /** Whether a file is to be read: it is new, it has changed, or something of it is to be tried again. */
  isDue(file: DroppedFile, now: Date): boolean
  fileDone(file: DroppedFile, againAfter: Date | undefined): void
  rowOf(localNumber: string): ToldRow | undefined
  told(localNumber: string, fingerprint: string, asOf: string): void
  /** The same was said again, by a newer export. */
  saidAgain(localNumber: string, asOf: string): void
  /**
   * What is wrong with a file, in place of what was wrong with it before. `numbers` stand in it: what
   * older exports had wrong about them is over, as is what nobody can name there.
   */
  setAside(file: string, asOf: string, numbers: readonly string[], asides: readonly Aside[]): void
  addAside(aside: Aside): void
  /** Forgets the faults of whole files that are gone. */
  keepFiles(names: readonly string[]): void
  asides(): Aside[]
}

/** Keeps it in the bridge's own database. */
export function dropMemory(state: DatabaseSync): DropMemory {
  const file = state.prepare("SELECT stamp, again_after FROM drop_files WHERE name = ?")
  const putFile = state.prepare(
    "INSERT INTO drop_files (name, stamp, again_after) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET stamp = excluded.stamp, again_after = excluded.again_after",
  )
  const row = state.prepare("SELECT * FROM drop_rows WHERE local_number = ?")
  const putRow = state.prepare(
    "INSERT INTO drop_rows (local_number, fingerprint, times, as_of) VALUES (?, ?, 1, ?) ON CONFLICT (local_number) DO UPDATE SET fingerprint = excluded.fingerprint, times = times + 1, as_of = excluded.as_of",
  )
  const touchRow = state.prepare("UPDATE drop_rows SET as_of = ? WHERE local_number = ?")
  const putAside = state.prepare(
    "INSERT INTO drop_aside (file, row, as_of, local_number, fault) VALUES (?, ?, ?, ?, ?) ON CONFLICT (file, row) DO UPDATE SET as_of = excluded.as_of, local_number = excluded.local_number, fault = excluded.fault",
  )
  const dropOfFile = state.prepare("DELETE FROM drop_aside WHERE file = ?")
  const dropOfNumber = state.prepare("DELETE FROM drop_aside WHERE local_number = ? AND as_of <= ?")
  const dropWhole = state.prepare("DELETE FROM drop_aside WHERE file = ? AND row = 0")
  const allAside = state.prepare("SELECT * FROM drop_aside ORDER BY as_of, file, row")
  const add = ({ file, row, asOf, localNumber, fault }: Aside) =>
    putAside.run(file, row, asOf, localNumber, JSON.stringify(fault))

  const asides = (): Aside[] =>
    allAside.all().map((each) => ({
      file: String(each["file"]),
      row: Number(each["row"]),
      asOf: String(each["as_of"]),
      localNumber: String(each["local_number"]),
      fault: JSON.parse(String(each["fault"])) as Fault,
    }))

  return {
    isDue({ name, stamp }, now) {
      const done = file.get(name)
      if (done?.["stamp"] !== stamp) return true
      const again = done["again_after"]
      return typeof again === "string" && again <= now.toISOString()
    },
    fileDone({ name, stamp }, againAfter) {
      putFile.run(name, stamp, againAfter?.toISOString() ?? null)
    },
    rowOf(localNumber) {
      const found = row.get(localNumber)
      return (
        found && {
          fingerprint: String(found["fingerprint"]),
          times: Number(found["times"]),
          asOf: String(found["as_of"]),
        }
      )
    },
    told(localNumber, fingerprint, asOf) {
      putRow.run(localNumber, fingerprint, asOf)
    },
    saidAgain(localNumber, asOf) {
      touchRow.run(asOf, localNumber)
    },
    setAside(name, asOf, numbers, found) {
      whole(state, () => {
        dropOfFile.run(name)
        // Without a number there is nothing to know a row by: an export that was read whole stands for it.
        for (const number of ["", ...numbers]) dropOfNumber.run(number, asOf)
        for (const each of found) add(each)
      })
    },
    addAside(aside) {
      add(aside)
    },
    keepFiles(names) {
      for (const { file: name, row: at } of asides())
        if (at === 0 && !names.includes(name)) dropWhole.run(name)
    },
    asides,
  }
}
