import type { Language } from "./language.ts"

const weekdays = {
  "zh-CN": ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
  en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
} as const
const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const

/**
 * A legal day in full: `2026年12月9日（周三）`, `Wednesday 9 December 2026`. The year is left out only
 * where it is this year.
 *
 * @param day - `YYYY-MM-DD`
 * @param today - the legal day today; without it the year always stands
 */
export function formatDay(day: string, language: Language, today?: string): string {
  const [year = "", month = "", date = ""] = day.split("-")
  // Not a day: shown as it came, as a page must not break on it.
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return day
  const weekday = weekdays[language][new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ""
  const thisYear = today?.startsWith(`${year}-`) === true
  if (language === "en") {
    const name = months[Number(month) - 1] ?? ""
    return [weekday, Number(date), name, ...(thisYear ? [] : [year])].join(" ")
  }
  return `${thisYear ? "" : `${year}年`}${Number(month)}月${Number(date)}日（${weekday}）`
}

const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Asia/Shanghai",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
})
const calendar = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Asia/Shanghai",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
})

/** The time of day of an instant in Asia/Shanghai, `10:32`. */
export const formatTime = (instant: string): string => clock.format(new Date(instant))

/** The legal day of an instant, `YYYY-MM-DD` in Asia/Shanghai, whatever the process's time zone. */
export const legalDayOf = (instant: string | Date): string => calendar.format(new Date(instant))
