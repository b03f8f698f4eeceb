import { legalDayOf } from "@tongban/standards"

const dayMs = 86_400_000

/**
 * From 2026-11-23 on, 2026 has neither a holiday nor a make-up day (国办 notice of 2025-11-04), so
 * its working days are Monday to Friday. No later arrangement is published: no day is guessed.
 */
const knownUntil = "2026-12-31"

/** The same time on the next working day, or nothing where the calendar is not known. */
export function nextWorkingDay(now: Date): Date | undefined {
  let next = new Date(now.getTime() + dayMs)
  while (isWeekend(next)) next = new Date(next.getTime() + dayMs)
  return legalDayOf(next) <= knownUntil ? next : undefined
}

function isWeekend(instant: Date): boolean {
  const weekday = new Date(`${legalDayOf(instant)}T00:00:00Z`).getUTCDay()
  return weekday === 0 || weekday === 6
}
