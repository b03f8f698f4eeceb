import { readFileSync } from "node:fs"
import { anyangProfile, caseClock, workCalendar, YearArrangement } from "@tongban/standards"
import type {
  ClockAnswer,
  ClockLimit,
  ClockRules,
  ItemLimits,
  JurisdictionProfile,
} from "@tongban/standards"
import { entryOf } from "./vector-entry.ts"
import type { VectorEntry } from "./vector-entry.ts"

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../vectors/${name}.json`, import.meta.url), "utf8"))

export interface ClockVector {
  name: string
  how: string
  limit: ClockLimit
  item?: ItemLimits
  /** A profile, or the code of one of ours. */
  profile?: JurisdictionProfile | string
  /** Years beside 2026. */
  loaded?: string[]
  steps: VectorEntry[]
  now: string
  expected: Record<string, unknown>
}

export const years = read("calendar") as Record<string, unknown>
const arrangement = (year: string): YearArrangement => YearArrangement.parse(years[year])

/** Every vector of the clock, with the file that it stands in. */
export const clockVectors = [
  "clock-notice",
  "clock-decision",
  "clock-promise",
  "clock-special-procedure",
  "clock-extension",
  "clock-supply-and-delivery",
].flatMap((file) =>
  (read(file) as { cases: ClockVector[] }).cases.map((vector) => ({ file, ...vector })),
)

/** The clock's answer to a vector. */
export function askedOf(
  vector: ClockVector,
  rules?: ClockRules,
  anyang: JurisdictionProfile = anyangProfile,
): ClockAnswer {
  const { limit, item, profile, loaded = [], steps, now } = vector
  const local = profile === anyang.code ? anyang : profile
  if (typeof local === "string") throw new Error(`no profile ${local}`)
  const question = {
    limit,
    ...(item && { item }),
    ...(local && { profile: local }),
    entries: steps.map(entryOf),
    calendar: workCalendar(["2026", ...loaded].map(arrangement)),
    now,
  }
  return caseClock(question, rules)
}

/** What a vector expects of an answer: all of it but the words, which it names by their rules. */
export function outcomeOf(answer: ClockAnswer): Record<string, unknown> {
  const rules = answer.steps.map(({ rule }) => rule)
  if (!answer.ok) {
    return { refused: answer.rule, ...(answer.year && { year: answer.year }), rules }
  }
  const { ok: _, steps: __, ...rest } = answer
  return { ...rest, rules }
}
