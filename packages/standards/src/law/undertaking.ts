import type { CaseDate } from "../nouns/case-date.ts"
import type { WorkCalendar } from "./calendar.ts"
import { countLimit } from "./count.ts"
import type { Span } from "./count.ts"
import { guide } from "./courses.ts"
import { statutoryLimits } from "./limits.ts"
import { reasonsOn } from "./reason.ts"

/** A promise to supply a paper later: what the item says of it, and when it is made. */
export interface Promising {
  /** The requirement's own time, where the item says one. */
  within?: Span | undefined
  /** The limits of the item, in days. */
  item: { statutory?: Span | undefined; promised?: Span | undefined }
  /** The legal day of the promise. */
  on: string
  calendar: WorkCalendar
}

/**
 * The last day to supply what was promised (容缺后补), and why that day: what the item says; without it, as
 * long as the promised decision takes, else the decision by law. Counted from the day of the promise, which
 * is never after the acceptance: so the paper is there when the decision is due.
 */
export function undertakingDate({ within, item, on, calendar }: Promising): CaseDate {
  const { rule, span, source } = limitOf(within, item)
  const say = reasonsOn(on)
  const counted = countLimit({ ...span, from: on, calendar })
  const steps = [
    say.undertaken(on),
    say.limit(rule, span.days, span.unit, source),
    ...(span.days > 0 ? [say.firstDay()] : []),
    ...(span.unit === "workday" && span.days > 0 ? [say.workdays()] : []),
  ]
  const told = (lines: typeof steps) =>
    lines.map(({ rule, zh, en, source: from }) => ({
      rule,
      text: { zh, en },
      ...(from && { source: from }),
    }))
  if (!counted.ok) return { limit: "undertaking", reasons: told([...steps, counted]) }
  const movedOn = span.unit === "day" && counted.passed.length > 0
  const passed = movedOn ? [say.lastDay()] : say.passed(counted, on, calendar)
  const reasons = told([...steps, ...passed, say.due(counted.due)])
  return { limit: "undertaking", due: counted.due, reasons }
}

/** The rule that gives the time. */
function limitOf(within: Span | undefined, { promised, statutory }: Promising["item"]) {
  if (within !== undefined) return { rule: "follows", span: within, source: guide } as const
  if (promised !== undefined) return { rule: "promised", span: promised, source: guide } as const
  const { days, source } = statutoryLimits.decision
  if (statutory !== undefined) return { rule: "statutory", span: statutory, source: guide } as const
  return { rule: "statutory", span: { days, unit: "workday" }, source } as const
}
