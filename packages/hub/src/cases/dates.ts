import { caseClock, caseStateOf, entryOf, nextStates, standingSteps } from "@tongban/standards"
import type {
  Case,
  CaseDate,
  CaseEvent,
  CaseStep,
  ClockAnswer,
  ClockLimit,
  WorkCalendar,
} from "@tongban/standards"

/**
 * By when something of a case is due: by the item's own limits, or by the day that a notice of
 * correction names. What only a licence (行政许可) has is not assumed of other items.
 */
export function datesOf(
  { state, events, limits: item }: Pick<Case, "state" | "events" | "limits">,
  calendar: WorkCalendar,
  now: Date,
): CaseDate[] {
  const entries = stepsOf(events)
  const limits = limitsIn(state).filter((limit) => isGiven(limit, item, entries))
  return limits.flatMap((limit) => {
    const answer = caseClock({ limit, entries, item, calendar, now: now.toISOString() })
    return isSure(answer) ? [dateOf(limit, answer)] : []
  })
}

/** The limits that count in a state. */
function limitsIn(state: string): ClockLimit[] {
  const limit = caseStateOf(state)?.date.limit
  if (limit === "decision") return ["promise", "decision"]
  return limit === undefined ? [] : [limit]
}

function isGiven(limit: ClockLimit, item: Case["limits"], steps: readonly CaseStep[]): boolean {
  if (limit === "promise") return item.promised !== undefined
  if (limit === "decision") return item.statutory !== undefined
  return limit === "supply" && steps.at(-1)?.correction?.dueOn !== undefined
}

/**
 * What was reported, as steps; those that a mending names are gone. A department's system that goes back
 * to a state which it left, where no step leads back, has mended a mistake too: what came between did
 * not happen.
 */
function stepsOf(events: readonly CaseEvent[]): CaseStep[] {
  const entries = events.flatMap((event) => entryOf(event) ?? [])
  const steps: CaseStep[] = []
  for (const step of standingSteps(entries)) {
    const before = steps.at(-1)
    const seen = steps.findLastIndex(({ to }) => to === step.to)
    const leads = before === undefined || nextStates(before.to).includes(step.to)
    if (seen !== -1 && !leads) steps.splice(seen + 1)
    else steps.push(step)
  }
  return steps
}

/**
 * Whether an answer rests on what was reported. Silence does not, nor a special procedure whose written
 * notice was not reported: the hub does not know what was told on paper, so it says no date rather than
 * a wrong one.
 */
function isSure(answer: ClockAnswer): boolean {
  if (answer.ok && answer.standing !== "running") return false
  return answer.steps.every(({ rule }) => !unsure.includes(rule))
}

const unsure = ["deemed", "specialKind", "specialNotice"]

function dateOf(limit: ClockLimit, answer: ClockAnswer): CaseDate {
  const reasons = answer.steps.map(({ rule, zh, en, source }) => ({
    rule,
    text: { zh, en },
    ...(source && { source }),
  }))
  if (!answer.ok) {
    const { rule, zh, en } = answer
    return { limit, reasons: [...reasons, { rule, text: { zh, en } }] }
  }
  const { due, remaining, unit } = answer
  return {
    limit,
    ...(due !== undefined && { due }),
    ...(remaining !== undefined && { remaining, unit }),
    reasons,
  }
}
