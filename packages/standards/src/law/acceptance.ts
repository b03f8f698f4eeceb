import type { CaseState } from "../cases/states.ts"
import type { CaseStep } from "../cases/step.ts"
import type { WorkCalendar } from "./calendar.ts"
import { countLimit } from "./count.ts"
import type { Counted, CountRefusal, Span } from "./count.ts"
import { yearOf } from "./days.ts"
import { acceptanceIn, answerTo, receiptsOf } from "./history.ts"
import type { JurisdictionProfile, LocalLimit } from "./profiles.ts"
import type { Article } from "./articles.ts"
import type { ClockRules } from "./rules.ts"

/** What is asked of a case, made ready: the steps until today, the place's rules, the calendar. */
export interface Matter {
  steps: readonly CaseStep[]
  profile: JurisdictionProfile
  calendar: WorkCalendar
  today: string
  rules: ClockRules
}

/** A limit and the rule that gives it. */
export interface NamedSpan extends Span {
  rule: "statutory" | "promised" | "local"
  source: Article
}

/** The law's limit, or the place's where it has one; a longer one of a place doesn't count. */
export function localOr(
  limit: LocalLimit["limit"],
  law: NamedSpan,
  { profile, steps, rules }: Matter,
): NamedSpan {
  const channel = steps.find((step) => step.channel !== undefined)?.channel
  const local = profile.limits.find(
    (each) => each.limit === limit && (each.channel === undefined || each.channel === channel),
  )
  if (local === undefined || (local.days > law.days && !rules.localMayBeLonger)) return law
  return { days: local.days, unit: "workday", rule: "local", source: local.source }
}

/** The limit of the notice of correction (行政许可法(2019) 32(1)(4)). */
export function noticeSpan(matter: Matter): NamedSpan {
  const { days, source } = matter.rules.limits.notice
  return localOr("notice", { days, unit: "workday", rule: "statutory", source }, matter)
}

/** The last day on which the department may say that something is missing. */
export const noticeDue = (receipt: CaseStep, matter: Matter): Counted =>
  countLimit(
    { ...noticeSpan(matter), from: receipt.effectiveOn, calendar: matter.calendar },
    matter.rules,
  )

/** A late refusal or withdrawal is still one: only what would go on is deemed accepted. */
const ends: readonly CaseState[] = ["NOT_ACCEPTED", "WITHDRAWN", "TERMINATED"]

/** The last day of a notice that did not come in time; undefined where it did, or still may. */
export function silenceAfter(receipt: CaseStep, matter: Matter): string | undefined | CountRefusal {
  const answer = answerTo(receipt, matter.steps)
  if (!matter.rules.silenceAccepts || (answer && ends.includes(answer.to))) return undefined
  const heardOn = answer?.effectiveOn ?? matter.today
  const counted = noticeDue(receipt, matter)
  if (counted.ok) return heardOn > counted.due ? counted.due : undefined
  // The limit ends in a year that is not known: whatever came before that year came in time.
  return counted.year !== undefined && yearOf(heardOn) < counted.year ? undefined : counted
}

/** From which day a case counts as accepted; `silentUntil` where it is by silence. */
export interface Acceptance {
  day: string
  step: CaseStep
  silentUntil?: string
}

/** The acceptance of a case (受理), by word or by silence; undefined where there is none yet. */
export function acceptanceOf(matter: Matter): Acceptance | undefined | CountRefusal {
  for (const receipt of receiptsOf(matter.steps)) {
    const due = silenceAfter(receipt, matter)
    if (typeof due === "object") return due
    if (due === undefined) continue
    const day = matter.rules.deemedFromReceipt ? receipt.effectiveOn : due
    return { day, step: receipt, silentUntil: due }
  }
  const step = acceptanceIn(matter.steps)
  return step && { day: step.effectiveOn, step }
}
