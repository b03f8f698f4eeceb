import type { DayKind, WorkCalendar } from "./calendar.ts"
import { dayKindOf } from "./calendar.ts"
import { addDays, calendarDaysBetween, isDay, yearOf } from "./days.ts"
import { clockRules } from "./rules.ts"
import type { ClockRules } from "./rules.ts"

/** How long a limit is. Working days or days of the calendar. */
export interface Span {
  days: number
  unit: "workday" | "day"
}

/** A time that is not counted: its first and its last day, `YYYY-MM-DD`. */
export interface Pause {
  from: string
  to: string
}

/** What is to be counted. */
export interface Count extends Span {
  /** The day of the event, `YYYY-MM-DD`; the next is the first that counts. */
  from: string
  calendar: WorkCalendar
  pauses?: readonly Pause[]
}

/** Why nothing can be counted. */
export interface CountRefusal {
  ok: false
  rule: "noArrangement" | "notADay" | "spanOutOfRange"
  /** The year that is not known, for `noArrangement`. */
  year?: number
  zh: string
  en: string
}

/** The last day of a limit, and the days on the way that were not ordinary. */
export type Counted = { ok: true; due: string; passed: readonly DayKind[] } | CountRefusal

/** No limit of the law comes near it; a longer one is a mistake of whoever wrote it. */
const longest = 3660

/** Whether a number of days or hours is one of a limit. */
export const isSpan = (length: number): boolean =>
  Number.isInteger(length) && length >= 0 && length <= longest

/**
 * The last day of a limit that begins with an event. In working days, weekends and holidays are left
 * out and make-up days count (行政许可法(2019) 82); in days of the calendar, a limit that would end on a
 * day off ends on the next working day (民法典 203(1)).
 *
 * A day of a year without arrangement is never counted as an ordinary day: the answer names the year.
 */
export function countLimit(count: Count, rules: ClockRules = clockRules): Counted {
  const { from, days, unit, calendar } = count
  if (!isDay(from)) return notADay
  if (!isSpan(days)) return spanOutOfRange
  const passed: DayKind[] = []
  let day = addDays(from, rules.firstDay - 1)
  for (let left = days; left > 0;) {
    day = addDays(day, 1)
    if (isPaused(day, count.pauses ?? [])) continue
    if (unit === "day") {
      left--
      continue
    }
    const kind = dayKindOf(day, calendar)
    if (kind === undefined) return noArrangement(yearOf(day))
    passed.push(kind)
    if (rules.workdays[kind]) left--
  }
  if (unit === "workday" || days === 0) return { ok: true, due: day, passed }
  for (;;) {
    const kind = dayKindOf(day, calendar)
    if (kind === undefined) return noArrangement(yearOf(day))
    if (rules.lastDays[kind]) return { ok: true, due: day, passed }
    passed.push(kind)
    day = addDays(day, 1)
  }
}

/**
 * How many days of a unit lie between two days, the first not counted; negative where the second is
 * earlier.
 */
export function daysBetween(
  from: string,
  to: string,
  unit: Span["unit"],
  calendar: WorkCalendar,
  rules: ClockRules = clockRules,
): number | CountRefusal {
  if (!isDay(from) || !isDay(to)) return notADay
  if (unit === "day") return calendarDaysBetween(from, to)
  const [earlier, later, sign] = from <= to ? [from, to, 1] : [to, from, -1]
  let days = 0
  for (let day = addDays(earlier, 1); day <= later; day = addDays(day, 1)) {
    const kind = dayKindOf(day, calendar)
    if (kind === undefined) return noArrangement(yearOf(day))
    if (rules.workdays[kind]) days++
  }
  // Never -0: it is not 0 to a strict comparison.
  return days === 0 ? 0 : sign * days
}

const isPaused = (day: string, pauses: readonly Pause[]): boolean =>
  pauses.some(({ from, to }) => day >= from && day <= to)

/** The refusal of a text that is no day. */
export const notADay: CountRefusal = {
  ok: false,
  rule: "notADay",
  zh: "日期不存在，请核对",
  en: "There is no such day; check it",
}
/** The refusal of a limit that is none. */
export const spanOutOfRange: CountRefusal = {
  ok: false,
  rule: "spanOutOfRange",
  zh: "期限的天数不对，请核对事项",
  en: "The number of days is not one of a limit; check the item",
}
const noArrangement = (year: number): CountRefusal => ({
  ok: false,
  rule: "noArrangement",
  year,
  zh: `${year}年放假安排还没有，暂时算不出日期`,
  en: `The holidays of ${year} are not known yet, so there is no date for now`,
})
