const clock = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Asia/Shanghai",
  dateStyle: "short",
  timeStyle: "medium",
})

/** `2026-11-23 10:32:00` in Asia/Shanghai, as the departments' tables have it. */
export const localTime = (at: Date): string => clock.format(at)
