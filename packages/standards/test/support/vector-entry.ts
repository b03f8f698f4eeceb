import { legalDayOf } from "@tongban/standards"
import type { CaseEntry, CaseStep } from "@tongban/standards"

/** A step or a mending as the vectors write it: on a day, or at an instant. */
export type VectorEntry = Partial<CaseEntry> & { to?: CaseStep["to"]; on?: string; at?: string }

/** An entry of a vector as the machine takes it; its id is its place. */
export const entryOf = ({ on, at, ...facts }: VectorEntry, place: number): CaseEntry => {
  const recordedAt = at ?? `${on ?? ""}T10:00:00+08:00`
  const effectiveOn = on ?? legalDayOf(recordedAt)
  return { id: `step-${place}`, recordedAt, effectiveOn, ...facts } as CaseEntry
}
