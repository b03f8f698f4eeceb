/** A form of local time, and whether its texts sort as their times do. */
interface Form {
  pattern: RegExp
  sorts: boolean
}

const forms: readonly Form[] = [
  { pattern: /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?$/, sorts: true },
  { pattern: /^(\d{4})(\d{2})(\d{2})T?(\d{2})(\d{2})(\d{2})$/, sorts: true },
  { pattern: /^(\d{4})\/(\d{1,2})\/(\d{1,2}) (\d{1,2}):(\d{2})(?::(\d{2}))?$/, sorts: false },
]

/** China's summer time ended in September 1991; before 1992 an offset would be a guess. */
const firstYear = 1992
const offset = "+08:00"

/**
 * A local time of a department's table as an instant with its offset. Three forms are in use: `2026-11-23
 * 10:32:00`, `20261123103200` and `2026/11/23 10:32` (GB/T 39046-2020 and the tables of its users); parts
 * of a second are dropped. China has one zone: +08:00.
 *
 * @returns RFC 3339, or undefined for another form, a day without a time, or a time that does not exist
 */
export function instantOf(local: string): string | undefined {
  const parts = partsOf(local)
  if (parts === undefined) return undefined
  const [year = "", month, day, hour, minute, second] = parts
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  const at = new Date(`${written}Z`)
  // 30 February is no day: it must come back as it was written.
  const exists = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written)
  return exists && Number(year) >= firstYear ? `${written}${offset}` : undefined
}

/**
 * The text, in the same form, of a time some seconds before: what a query compares with.
 *
 * @returns undefined where texts of that form do not sort as their times do
 */
export function textBefore(local: string, seconds: number): string | undefined {
  const instant = instantOf(local)
  if (instant === undefined || !formOf(local)?.sorts) return undefined
  const atUtc = new Date(Date.parse(instant.replace(offset, "Z")) - seconds * 1000).toISOString()
  const digits = atUtc.slice(0, 19).match(/\d/g) ?? []
  // Digit by digit into the text's own shape; what follows the seconds goes.
  let next = 0
  return local
    .trim()
    .replace(/\.\d+$/, "")
    .replace(/\d/g, () => digits[next++] ?? "")
}

const formOf = (local: string): Form | undefined =>
  forms.find(({ pattern }) => pattern.test(local.trim()))

function partsOf(local: string): string[] | undefined {
  const match = formOf(local)?.pattern.exec(local.trim())
  return match?.slice(1).map((part: string | undefined) => (part ?? "0").padStart(2, "0"))
}
