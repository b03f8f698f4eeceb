/** Whoever asks for more is told as if they had asked for this. */
const mostMs = 24 * 3_600_000

/**
 * How long an answer asks to be left alone (RFC 9110 §10.2.3), in milliseconds: a day at most. A date is told by the
 * other side's clock, so it counts from its own `Date`: ours may be wrong.
 *
 * @returns undefined where nothing is asked, or nothing that makes sense
 */
export function retryAfterOf(headers: Headers, now: number): number | undefined {
  const asked = headers.get("retry-after")?.trim() ?? ""
  if (/^\d+$/.test(asked)) return Math.min(Number(asked) * 1000, mostMs)
  // Only an HTTP-date names a day of the week; `Date.parse` takes much more than dates.
  if (!/^[A-Z][a-z]{2}/.test(asked)) return undefined
  const until = Date.parse(asked)
  if (Number.isNaN(until)) return undefined
  const told = Date.parse(headers.get("date") ?? "")
  return Math.min(Math.max(0, until - (Number.isNaN(told) ? now : told)), mostMs)
}
