import type { CaseRule, KnownLimits } from "../cases/rules.ts"
import type { CaseStep } from "../cases/step.ts"
import { formatTime, legalDayOf } from "../text/day.ts"
import type { Matter } from "./acceptance.ts"
import { countLimit, daysBetween, isSpan, notADay, spanOutOfRange } from "./count.ts"
import type { Counted, Span } from "./count.ts"
import { courseOf } from "./courses.ts"
import type { Course } from "./courses.ts"
import { calendarDaysBetween } from "./days.ts"
import { stepsUntil } from "./history.ts"
import { nationalProfile } from "./profiles.ts"
import type { ClockAnswer, ClockQuestion } from "./question.ts"
import { reasonsOn } from "./reason.ts"
import type { ClockReason } from "./reason.ts"
import { clockRules } from "./rules.ts"
import type { ClockRules } from "./rules.ts"

/**
 * The statutory clock (法定期限): by when a limit of a case ends, what is left of it, and why.
 *
 * Working days follow 行政许可法(2019) 82 and the year's notice on holidays; the day of the event is not
 * counted (民法典 201(1)). A year without arrangement is refused by `noArrangement`, never guessed.
 * Pure: it knows no time but `now`, whose legal day is that of Asia/Shanghai.
 */
export function caseClock(question: ClockQuestion, rules: ClockRules = clockRules): ClockAnswer {
  if (Number.isNaN(Date.parse(question.now))) return { ...notADay, steps: [] }
  const today = legalDayOf(question.now)
  const matter: Matter = {
    steps: stepsUntil(question.entries, today),
    profile: question.profile ?? nationalProfile,
    calendar: question.calendar,
    today,
    rules,
  }
  const course = courseOf(question.limit, question.item ?? {}, matter)
  if ("ok" in course) return { ...course, steps: [] }
  if ("none" in course) {
    return { ok: true, standing: "none", steps: [reasonsOn(today).none(course.none)] }
  }
  if ("dueOn" in course) return answer(course, course.dueOn, [], matter)
  if ("hours" in course) return inHours(course, course.hours, question.now, matter)
  return inDays(course, course.span, matter)
}

/** A limit in days: counted, extended, and paused. */
function inDays(course: Course, span: Span, matter: Matter): ClockAnswer {
  const say = reasonsOn(matter.today)
  const { calendar, rules } = matter
  const pauses = course.stops.over.map(({ pause }) => pause)
  const first = countLimit({ ...span, from: course.from, calendar, pauses }, rules)
  const lines = [
    ...(span.days > 0 ? [say.firstDay()] : []),
    ...(span.unit === "workday" && span.days > 0 ? [say.workdays()] : []),
    ...course.stops.void.flatMap((step) => firstBroken(rules.special, step, [], {}) ?? []),
    ...course.stops.over.map(({ from, pause }) => say.stopped(from, pause.from, pause.to)),
  ]
  const { counted, lines: extended } = extend(course, first, matter)
  if (!counted.ok) return { ...counted, steps: [...course.lines, ...lines, ...extended] }
  const movedOn = span.unit === "day" && first.ok && first.passed.length > 0
  const passed = movedOn ? [say.lastDay()] : say.passed(counted, course.from, calendar)
  return answer(course, counted.due, [...lines, ...passed, ...extended], matter, span.unit)
}

/** The last day with what was extended; an extension that breaks a rule moves nothing, and says so. */
function extend(
  course: Course,
  first: Counted,
  { calendar, rules }: Matter,
): { counted: Counted; lines: ClockReason[] } {
  let counted = first
  const lines: ClockReason[] = []
  const past: CaseStep[] = []
  for (const step of course.extensions) {
    if (!counted.ok) break
    const known = { decisionDueOn: counted.due, longestExtension: course.extendable.days }
    const broken = firstBroken(rules.extension, step, past, known)
    if (broken !== undefined) {
      lines.push(broken)
      continue
    }
    past.push(step)
    const days = step.extension?.days ?? 0
    const pauses = course.stops.over.map(({ pause }) => pause)
    const longer = countLimit({ from: counted.due, days, unit: "workday", calendar, pauses }, rules)
    lines.push(reasonsOn("").extended(days, course.extendable.source))
    counted = longer.ok ? { ...longer, passed: [...counted.passed, ...longer.passed] } : longer
  }
  return { counted, lines }
}

/** The first rule that a step breaks, as a line of the reasoning. */
function firstBroken(
  rules: Readonly<Record<string, CaseRule>>,
  step: CaseStep,
  past: readonly CaseStep[],
  known: KnownLimits,
): ClockReason | undefined {
  const broken = Object.entries(rules).find(([, rule]) => !rule.holds(step, past, known))
  if (broken === undefined) return undefined
  const [rule, { zh, en, source }] = broken
  return { rule, zh, en, source }
}

/** A limit whose last day is known: how it stands today. */
function answer(
  course: Course,
  due: string,
  lines: readonly ClockReason[],
  { today, calendar, rules }: Matter,
  unit: Span["unit"] = "workday",
): ClockAnswer {
  const say = reasonsOn(today)
  const { end, missed } = course
  const running = course.stops.running
  const until = end?.effectiveOn ?? running?.effectiveOn ?? today
  const left = daysBetween(until, due, unit, calendar, rules)
  const remaining = typeof left === "number" ? { remaining: left, unit } : {}
  const leftLine =
    typeof left === "number"
      ? say.remaining(left, unit)
      : { rule: left.rule, zh: left.zh, en: left.en }
  const steps = [...course.lines, ...lines]
  const known = { ok: true, due, ...remaining } as const
  if (missed !== undefined) {
    return { ...known, standing: "missed", steps: [...steps, say.due(due), missed] }
  }
  if (end !== undefined) {
    const lines = [say.due(due), say.ended(end.effectiveOn), leftLine]
    return { ...known, standing: "ended", endedOn: end.effectiveOn, steps: [...steps, ...lines] }
  }
  if (running !== undefined) {
    const lines = [say.standing(running), leftLine]
    return { ok: true, standing: "stopped", ...remaining, steps: [...steps, ...lines] }
  }
  return { ...known, standing: "running", steps: [...steps, say.due(due), leftLine] }
}

const hourMs = 3_600_000

/** A limit in hours, from the instant of the event (民法典 201(2)); paused days do not count. */
function inHours(course: Course, hours: number, now: string, { today }: Matter): ClockAnswer {
  const say = reasonsOn(today)
  const paused = course.stops.over.reduce(
    (days, { pause }) => days + calendarDaysBetween(pause.from, pause.to) + 1,
    0,
  )
  const due = Date.parse(course.at) + (hours + paused * 24) * hourMs
  if (!isSpan(hours) || Number.isNaN(due)) return { ...spanOutOfRange, steps: [...course.lines] }
  const dueAt = new Date(due).toISOString()
  const { end } = course
  const { running } = course.stops
  const until = Date.parse(end?.recordedAt ?? running?.recordedAt ?? now)
  const remaining = Math.floor((due - until) / hourMs)
  const dueDay = legalDayOf(dueAt)
  const steps = [
    ...course.lines,
    ...(running ? [say.standing(running)] : [say.dueAt(dueDay, formatTime(dueAt))]),
    ...(end ? [say.ended(end.effectiveOn)] : []),
    say.remaining(remaining, "hour"),
  ]
  return {
    ok: true,
    standing: end ? "ended" : running ? "stopped" : "running",
    ...(running && !end ? {} : { due: dueDay, dueAt }),
    remaining,
    unit: "hour",
    ...(end && { endedOn: end.effectiveOn }),
    steps,
  }
}
