// The data alone: the package's functions ask the process's zone what day it is.
import notices from "chinese-days/dist/chinese-days.json" with { type: "json" }
import type { YearArrangement } from "./arrangement.ts"
import { isWeekend, yearOf } from "./days.ts"

const holidays = Object.keys(notices.holidays).sort()
const workdays = Object.keys(notices.workdays).sort()
const known = new Map<number, YearArrangement | undefined>()

/**
 * The holidays of a year as 国务院办公厅关于该年部分节假日安排的通知 has them: from `chinese-days`, which is
 * made from these notices (2004 to 2026). A year without any holiday there is undefined here.
 *
 * A notice may also turn a last Saturday or Sunday of the December before into a working day.
 */
export function publishedArrangement(year: number): YearArrangement | undefined {
  if (!known.has(year)) known.set(year, arrangementOf(year))
  return known.get(year)
}

function arrangementOf(year: number): YearArrangement | undefined {
  const ofYear = (day: string) => yearOf(day) === year
  if (!holidays.some(ofYear)) return undefined
  return {
    year,
    source: {
      zh: `国务院办公厅关于${year}年部分节假日安排的通知`,
      en: `Notice of the General Office of the State Council on the holidays of ${year}`,
    },
    off: holidays.filter((day) => ofYear(day) && !isWeekend(day)),
    worked: workdays.filter((day) => ofYear(day) && isWeekend(day)),
  }
}
