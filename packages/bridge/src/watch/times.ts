const forms = [
  /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})$/,
  /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/,
  /^(\d{4})\/(\d{1,2})\/(\d{1,2}) (\d{1,2}):(\d{2})(?::(\d{2}))?$/,
]

/**
 * A local time of a department's table as an instant with its offset. Three forms are in use: `2026-11-23
 * 10:32:00`, `20261123103200` and `2026/11/23 10:32` (GB/T 39046-2020 and the tables of its users).
 * China has one zone and, since 1991, no summer time: +08:00.
 *
 * @returns RFC 3339, or undefined for another form or a time that does not exist
 */
export function instantOf(local: unknown): string | undefined {
  if (typeof local !== "string") return undefined
  for (const form of forms) {
    const match = form.exec(local.trim())
    if (match === null) continue
    const [year = "", ...rest] = match.slice(1).map((part: string | undefined) => part ?? "0")
    const [month, day, hour, minute, second] = rest.map((part) => part.padStart(2, "0"))
    const written = `${year}-${month}-${day}T${hour}:${minute}:${second}`
    const at = new Date(`${written}Z`)
    // 30 February is no day: it must come back as it was written.
    if (!Number.isNaN(at.getTime()) && at.toISOString().startsWith(written))
      return `${written}+08:00`
  }
  return undefined
}
