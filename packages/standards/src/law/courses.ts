import type { CaseStep } from "../cases/step.ts"
import { acceptanceOf, localOr, noticeSpan, silenceAfter } from "./acceptance.ts"
import type { Matter, NamedSpan } from "./acceptance.ts"
import type { Article } from "./articles.ts"
import type { CountRefusal, Span } from "./count.ts"
import { answerTo, endOf, newest, receiptsOf, stopsOf } from "./history.ts"
import type { Stops } from "./history.ts"
import type { StatutoryLimit } from "./limits.ts"
import type { ClockLimit, ItemLimits } from "./question.ts"
import { reasonsOn } from "./reason.ts"
import type { ClockReason } from "./reason.ts"

/** What runs in a case: from when, how long, what moves it and what ends it. */
export interface Course {
  /** The day of the event that begins it. */
  from: string
  /** Its instant. */
  at: string
  /** Why it began, and how long it is. */
  lines: readonly ClockReason[]
  stops: Stops
  extensions: readonly CaseStep[]
  /** Working days by which it may be extended, and the article that says so. */
  extendable: { days: number; source: Article }
  /** The step that ended it. */
  end: CaseStep | undefined
  /** What follows by law from its having passed. */
  missed: ClockReason | undefined
}

/** How long it is. */
type Length = { span: Span } | { hours: number } | { dueOn: string }

/** The course of a limit, or why it has none: what has not happened, or cannot be counted. */
export type CourseFound =
  (Course & Length) | { none: Parameters<ReturnType<typeof reasonsOn>["none"]>[0] } | CountRefusal

/** Finds the course of a limit in what happened until today. */
export const courseOf = (limit: ClockLimit, item: ItemLimits, matter: Matter): CourseFound =>
  courses[limit](matter, item)

const courses: Record<ClockLimit, (matter: Matter, item: ItemLimits) => CourseFound> = {
  notice: noticeCourse,
  supply: supplyCourse,
  decision: decisionCourse,
  promise: promiseCourse,
  delivery: deliveryCourse,
}

function noticeCourse(matter: Matter): CourseFound {
  const receipts = receiptsOf(matter.steps)
  const silences = receipts.map((receipt) => silenceAfter(receipt, matter))
  const refused = silences.find((silence) => typeof silence === "object")
  if (refused !== undefined) return refused
  const silent = receipts.find((_, at) => silences[at] !== undefined)
  const receipt = silent ?? receipts.at(-1)
  if (receipt === undefined) return { none: "notReceived" }
  const say = reasonsOn(matter.today)
  const span = noticeSpan(matter)
  const due = silences[receipts.indexOf(receipt)]
  return {
    ...begun(receipt, [say.received(receipt.effectiveOn), limitLine(span, matter)], matter),
    span,
    end: answerTo(receipt, matter.steps),
    missed: typeof due === "string" ? say.deemed(receipt.effectiveOn, due) : undefined,
  }
}

function supplyCourse(matter: Matter): CourseFound {
  const notice = newest(matter.steps, "CORRECTION_REQUESTED")
  if (notice === undefined) return { none: "notAsked" }
  const lines = [reasonsOn(matter.today).noticed(notice.effectiveOn)]
  const end = matter.steps[matter.steps.indexOf(notice) + 1]
  const dueOn = notice.correction?.dueOn
  if (dueOn !== undefined) return { ...begun(notice, lines, matter), dueOn, end }
  const local = matter.profile.limits.find(({ limit }) => limit === "supply")
  if (local === undefined) return { none: "noDaySaid" }
  const span: NamedSpan = { days: local.days, unit: "workday", rule: "local", source: local.source }
  return { ...begun(notice, [...lines, limitLine(span, matter)], matter), span, end }
}

function decisionCourse(matter: Matter, { statutory, joint = false }: ItemLimits): CourseFound {
  const law = lawOf(joint, matter)
  const span = localOr(
    "decision",
    statutory
      ? { ...statutory, rule: "statutory", source: guide }
      : { days: law.days, unit: "workday", rule: "statutory", source: law.source },
    matter,
  )
  const course = afterAcceptance(limitLine(span, matter), matter)
  if (!("from" in course)) return course
  return {
    ...course,
    span,
    extensions: extensionsOf(matter),
    extendable: extendableBy(law),
  }
}

function promiseCourse(matter: Matter, { promised, joint = false }: ItemLimits): CourseFound {
  if (promised === undefined) return { none: "notPromised" }
  const inHours = "hours" in promised
  const named = { rule: "promised", source: guide } as const
  const line = inHours
    ? reasonsOn(matter.today).limit("promised", promised.hours, "hour", guide)
    : limitLine({ ...promised, ...named }, matter)
  const course = afterAcceptance(line, matter)
  if (!("from" in course)) return course
  const extensions = matter.rules.promiseExtends ? extensionsOf(matter) : []
  const length = inHours ? { hours: promised.hours } : { span: promised }
  return { ...course, ...length, extensions, extendable: extendableBy(lawOf(joint, matter)) }
}

function deliveryCourse(matter: Matter): CourseFound {
  const granted = newest(matter.steps, "DECIDED_GRANTED")
  if (granted === undefined) return { none: "notGranted" }
  const { days, source } = matter.rules.limits.delivery
  const span = localOr("delivery", { days, unit: "workday", rule: "statutory", source }, matter)
  const lines = [reasonsOn(matter.today).granted(granted.effectiveOn), limitLine(span, matter)]
  return { ...begun(granted, lines, matter), span, end: newest(matter.steps, "DELIVERED") }
}

/** What runs from the acceptance until the decision, special procedures left out. */
function afterAcceptance(line: ClockReason, matter: Matter): Course | Exclude<CourseFound, Course> {
  const acceptance = acceptanceOf(matter)
  if (acceptance === undefined) return { none: "notAccepted" }
  if ("ok" in acceptance) return acceptance
  const { day, step, silentUntil } = acceptance
  const say = reasonsOn(matter.today)
  const begins = silentUntil === undefined ? say.accepted(day) : say.deemed(day, silentUntil)
  return {
    ...begun(step, [begins, line], matter),
    from: day,
    stops: stopsOf(matter.steps, matter.rules),
    end: endOf(matter.steps),
  }
}

const begun = (step: CaseStep, lines: readonly ClockReason[], { rules }: Matter): Course => ({
  from: step.effectiveOn,
  at: step.recordedAt,
  lines,
  stops: { over: [], void: [] },
  extensions: [],
  extendable: extendableBy(rules.limits.decision),
  end: undefined,
  missed: undefined,
})

/** The law's limit of the decision: longer where several bodies decide together. */
const lawOf = (joint: boolean, { rules }: Matter): StatutoryLimit =>
  joint ? rules.limits.jointDecision : rules.limits.decision

const extendableBy = ({ extension = 0, source }: StatutoryLimit): Course["extendable"] => ({
  days: extension,
  source,
})

const extensionsOf = ({ steps }: Matter): CaseStep[] =>
  steps.filter(({ extension }) => extension !== undefined)

const limitLine = ({ rule, days, unit, source }: NamedSpan, { today }: Matter): ClockReason =>
  reasonsOn(today).limit(rule, days, unit, source)

/** Where the limits of an item stand. */
export const guide: Article = { zh: "事项的办事指南", en: "The guide of the service item" }
