// A CommonJS module to Node and an ES module to bundlers: only its default export is the same in both.
import chineseDays from "chinese-days"
import type { YearArrangement } from "./arrangement.ts"
import { addDays, isWeekend, yearOf } from "./days.ts"

const known = new Map<number, YearArrangement | undefined>()

/**
 * The holidays of a year as 国务院办公厅关于该年部分节假日安排的通知 has them: from `chinese-days`, which is
 * made from these notices (2004 to 2026). It counts any later year as if it had no holidays, so that a
 * year without any is undefined here.
 *
 * A notice may also turn a last Saturday or Sunday of the December before into a working day.
 */
export function publishedArrangement(year: number): YearArrangement | undefined {
  if (!known.has(year)) known.set(year, arrangementOf(year))
  return known.get(year)
}

function arrangementOf(year: number): YearArrangement | undefined {
  const first = `${year}-01-01`
  const last = `${year}-12-31`
  if (!/^\d{4}$/.test(String(year))) return undefined
  if (chineseDays.getHolidaysInRange(first, last, false).length === 0) return undefined
  const off: string[] = []
  const worked: string[] = []
  for (let day = first; yearOf(day) === year; day = addDays(day, 1)) {
    if (chineseDays.isWorkday(day) !== isWeekend(day)) continue
    if (isWeekend(day)) worked.push(day)
    else off.push(day)
  }
  return {
    year,
    source: {
      zh: `国务院办公厅关于${year}年部分节假日安排的通知`,
      en: `Notice of the General Office of the State Council on the holidays of ${year}`,
    },
    off,
    worked,
  }
}
