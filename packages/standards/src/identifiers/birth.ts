import type { Checked } from "./refusal.ts"
import { ok } from "./refusal.ts"

/** Days of a month in a common year. */
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/** Whether a day exists in the Gregorian calendar: no 30 February, no month 13. */
export function isDay(year: number, month: number, day: number): boolean {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day >= 1 && day <= (monthDays[month - 1] ?? 0) + (leap ? 1 : 0)
}

/** A birth date in 8 digits that begin at place 7 (counted from 1): it exists, and it has come. */
export function checkBirthDate(value: string, today: string): Checked {
  const year = numberAt(value, 6, 10)
  if (year === 0 || !isDay(year, numberAt(value, 10, 12), numberAt(value, 12, 14)))
    return { ok: false, rule: "birthDate", at: 7 }
  // Most were born in an earlier year: their day needn't be written out.
  const mayBeAhead = value.slice(6, 10) >= today.slice(0, 4)
  return mayBeAhead && birthDay(value) > today
    ? { ok: false, rule: "birthDateInFuture", at: 7 }
    : ok
}

/** The number that the digits from `from` to `to` (left out) write. */
function numberAt(value: string, from: number, to: number): number {
  let number = 0
  for (let i = from; i < to; i++) number = number * 10 + value.charCodeAt(i) - 48
  return number
}

const birthDay = (value: string): string =>
  `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`

/** A schema knows no today; `today` of its check is this day. */
export const anyDay = "9999-12-31"
