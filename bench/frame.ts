import { loadavg } from "node:os"

/** One comparison: both sides in the same unit, the candidate against what it is measured by. */
export interface Line {
  what: string
  candidate: number
  reference: number
  /** Where it is another than its benchmark's. */
  unit?: string
}

/** Counted, not timed: the same on every machine, so CI holds it. */
export interface Counted {
  kind: "counted"
  /** What is compared with what, in a sentence. */
  about: string
  unit: "bytes" | "requests" | "statements" | "rows" | "violations"
  count(): Promise<Line[]>
}

/** Timed side by side in one process; the ratio is read by people and never by CI. */
export interface Timed {
  kind: "timed"
  about: string
  what: string
  candidate(): unknown
  reference(): unknown
}

/** Measured over processes of its own, by turns; as `Timed`, read by people. */
export interface Raced {
  kind: "raced"
  about: string
  unit: "µs" | "ms" | "ms, or MB"
  race(): Promise<Line[]>
}

export type Bench = Counted | Raced | Timed

/** Fewest rounds of a timed comparison. */
const rounds = 9

/** Measures a benchmark. */
export function measure(bench: Bench): Promise<Line[]> {
  if (bench.kind === "counted") return bench.count()
  return bench.kind === "raced" ? bench.race() : race(bench)
}

/**
 * Candidate and reference by turns, so that whatever else the machine does meets both. The least time
 * of each counts: noise only ever adds.
 */
async function race({ what, candidate, reference }: Timed): Promise<Line[]> {
  const least = { candidate: Infinity, reference: Infinity }
  await timed(candidate)
  await timed(reference)
  for (let round = 0; round < rounds; round++) {
    least.candidate = Math.min(least.candidate, await timed(candidate))
    least.reference = Math.min(least.reference, await timed(reference))
  }
  return [{ what, ...least }]
}

async function timed(work: () => unknown): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

export const ratioOf = ({ candidate, reference }: Line): number => candidate / reference

/** What else the machine is doing: the load of the last minute. */
export const load = (): string => `load ${(loadavg()[0] ?? 0).toFixed(2)}`
