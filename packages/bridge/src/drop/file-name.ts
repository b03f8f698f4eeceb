const day = String.raw`(?<year>\d{4})-?(?<month>\d{2})-?(?<day>\d{2})`
const time = String.raw`(?<hour>\d{2})[:-]?(?<minute>\d{2})`

/** Whether a text says how exports are named: the day once, perhaps a time once, no folder. */
export const isPattern = (pattern: string): boolean =>
  /^[^/\\{}]*\{day\}[^/\\{}]*(\{time\}[^/\\{}]*)?$/.test(pattern)

/** When an export was made, as its name says. */
export interface NamedTime {
  /** `2026-11-23` in Asia/Shanghai. */
  day: string
  /** RFC 3339, where the pattern has a time. */
  instant: string | undefined
}

/** Reads the time in a file's name; undefined where the name is not as agreed, or the time does not exist. */
export function timeOf(name: string, pattern: string): NamedTime | undefined {
  const parts = matcherOf(pattern).exec(name)?.groups
  if (parts === undefined) return undefined
  const { hour = "00", minute = "00" } = parts
  const written = `${parts["year"] ?? ""}-${parts["month"] ?? ""}-${parts["day"] ?? ""}`
  const local = `${written}T${hour}:${minute}:00`
  const at = new Date(`${local}Z`)
  if (Number.isNaN(at.getTime()) || !at.toISOString().startsWith(local)) return undefined
  return { day: written, instant: parts["hour"] === undefined ? undefined : `${local}+08:00` }
}

function matcherOf(pattern: string): RegExp {
  const source = pattern
    .replace(/[.*+?^$()|[\]\\]/g, (sign) => (sign === "*" ? "[^/]{0,100}" : `\\${sign}`))
    .replace("{day}", day)
    .replace("{time}", time)
  return new RegExp(`^${source}$`, "iu")
}
