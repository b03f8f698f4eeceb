import type { DatabaseSync } from "node:sqlite"
import type { SourceRow } from "./rows.ts"

/** What the bridge remembers of the rows, across starts. */
export interface Memory {
  /** Whether there is nothing to do for this row now: it was reported, or set aside. */
  knows(row: SourceRow, fingerprint: string, now: Date): boolean
  /** How often the case with this row's number was reported. */
  timesReported(row: SourceRow): number
  reported(row: SourceRow, fingerprint: string, now: Date): void
  /**
   * Puts a row aside until it changes, or until `againAfter`.
   *
   * @returns false where it was set aside before, for the same reason
   */
  setAside(
    row: SourceRow,
    fingerprint: string,
    reason: string,
    now: Date,
    againAfter?: Date,
  ): boolean
  isSetAside(fingerprint: string): boolean
  /** Forgets the rows set aside that stand no longer in the table. */
  keepAside(fingerprints: ReadonlySet<string>): void
}

export function memoryOf(state: DatabaseSync): Memory {
  const report = state.prepare("SELECT fingerprint, times FROM reports WHERE local_number = ?")
  const aside = state.prepare("SELECT reason, again_after FROM set_aside WHERE fingerprint = ?")
  const allAside = state.prepare("SELECT fingerprint FROM set_aside")
  const putReport = state.prepare(
    "INSERT INTO reports (local_number, fingerprint, times, reported_at) VALUES (?, ?, 1, ?) ON CONFLICT (local_number) DO UPDATE SET fingerprint = excluded.fingerprint, times = times + 1, reported_at = excluded.reported_at",
  )
  const putAside = state.prepare(
    "INSERT INTO set_aside (fingerprint, local_number, reason, since, again_after) VALUES (?, ?, ?, ?, ?) ON CONFLICT (fingerprint) DO UPDATE SET reason = excluded.reason, again_after = excluded.again_after",
  )
  const dropAside = state.prepare("DELETE FROM set_aside WHERE fingerprint = ?")
  const numberOf = (row: SourceRow) => String(row.localNumber)

  return {
    knows(row, fingerprint, now) {
      if (report.get(numberOf(row))?.["fingerprint"] === fingerprint) return true
      const held = aside.get(fingerprint)
      if (held === undefined) return false
      const again = held["again_after"]
      return typeof again !== "string" || again > now.toISOString()
    },
    timesReported(row) {
      const times = report.get(numberOf(row))?.["times"]
      return typeof times === "number" ? times : 0
    },
    reported(row, fingerprint, now) {
      putReport.run(numberOf(row), fingerprint, now.toISOString())
      dropAside.run(fingerprint)
    },
    setAside(row, fingerprint, reason, now, againAfter) {
      const before = aside.get(fingerprint)?.["reason"]
      const again = againAfter?.toISOString() ?? null
      putAside.run(fingerprint, numberOf(row), reason, now.toISOString(), again)
      return before !== reason
    },
    isSetAside: (fingerprint) => aside.get(fingerprint) !== undefined,
    keepAside(fingerprints) {
      for (const { fingerprint } of allAside.all()) {
        if (typeof fingerprint === "string" && !fingerprints.has(fingerprint))
          dropAside.run(fingerprint)
      }
    },
  }
}
