import type { YearArrangement } from "./arrangement.ts"
import { isWeekend, yearOf } from "./days.ts"

/** The arrangement of a year, or undefined for one that is not published or not loaded. */
export type WorkCalendar = (year: number) => YearArrangement | undefined

/** What a day is: `makeUp` is a Saturday or Sunday that is worked (调休上班). */
export type DayKind = "workday" | "makeUp" | "weekend" | "holiday"

/**
 * A calendar of these years, before another.
 *
 * @param loaded - what the operator loaded; goes before what `other` says of the same year
 */
export const workCalendar =
  (loaded: readonly YearArrangement[], other?: WorkCalendar): WorkCalendar =>
  (year) =>
    loaded.find((arrangement) => arrangement.year === year) ?? other?.(year)

/**
 * What a day is, `YYYY-MM-DD`.
 *
 * @returns undefined where the arrangement of its year is not known: never an ordinary day by default
 */
export function dayKindOf(day: string, calendar: WorkCalendar): DayKind | undefined {
  const arrangement = calendar(yearOf(day))
  if (arrangement === undefined) return undefined
  if (isWeekend(day)) return arrangement.worked.includes(day) ? "makeUp" : "weekend"
  return arrangement.off.includes(day) ? "holiday" : "workday"
}
