import { standingSteps } from "../cases/step.ts"
import type { CaseEntry, CaseStep } from "../cases/step.ts"
import type { CaseState } from "../cases/states.ts"
import { addDays } from "./days.ts"
import type { Pause } from "./count.ts"
import type { ClockRules } from "./rules.ts"

/** What the clock reads of a case: the steps that stand, up to and including today. */
export const stepsUntil = (entries: readonly CaseEntry[], today: string): CaseStep[] =>
  standingSteps(entries).filter(({ effectiveOn }) => effectiveOn <= today)

const answersReceipt: readonly CaseState[] = ["CORRECTION_REQUESTED", "NOT_ACCEPTED", "WITHDRAWN"]
const decides: readonly CaseState[] = [
  "DECIDED_GRANTED",
  "DECIDED_REFUSED",
  "CLOSED",
  "DELIVERED",
  "WITHDRAWN",
  "TERMINATED",
]
/** Who reviews or decides has accepted, whether or not the department's system has a step for it. */
const showsAcceptance: readonly CaseState[] = [
  "ACCEPTED",
  "IN_REVIEW",
  "SPECIAL_PROCEDURE",
  ...decides.filter((state) => state !== "WITHDRAWN" && state !== "TERMINATED"),
]

/** The first step after one that leads to one of some states. */
const firstAfter = (
  steps: readonly CaseStep[],
  step: CaseStep,
  states: readonly CaseState[],
): CaseStep | undefined =>
  steps.slice(steps.indexOf(step) + 1).find(({ to }) => states.includes(to))

/** The receipts, oldest first: the application's, and that of what a correction supplied. */
export const receiptsOf = (steps: readonly CaseStep[]): CaseStep[] =>
  steps.filter(({ to }) => to === "RECEIVED")

/** The step that says what becomes of a receipt: acceptance, the notice of correction, or its end. */
export const answerTo = (receipt: CaseStep, steps: readonly CaseStep[]): CaseStep | undefined =>
  firstAfter(steps, receipt, [...answersReceipt, ...showsAcceptance, "TERMINATED"])

/** The first step that shows the acceptance, where there is one. */
export const acceptanceIn = (steps: readonly CaseStep[]): CaseStep | undefined =>
  steps.find(({ to }) => showsAcceptance.includes(to))

/** The step that ends the case for the decision's limit. */
export const endOf = (steps: readonly CaseStep[]): CaseStep | undefined =>
  steps.find(({ to }) => decides.includes(to))

/** The newest step to a state. */
export const newest = (steps: readonly CaseStep[], to: CaseState): CaseStep | undefined =>
  steps.findLast((step) => step.to === to)

/** The special procedures of a case: those that are over, and the one that still runs. */
export interface Stops {
  over: readonly { from: CaseStep; to: CaseStep; pause: Pause }[]
  running?: CaseStep
  /** Those that stop nothing, as a rule of theirs is broken. */
  void: readonly CaseStep[]
}

/** What stops the clock, by the rules of a special procedure. */
export function stopsOf(steps: readonly CaseStep[], rules: ClockRules): Stops {
  const begun = steps.filter(({ to }) => to === "SPECIAL_PROCEDURE")
  const valid = begun.filter((step) =>
    Object.values(rules.special).every((rule) => rule.holds(step, [], {})),
  )
  const stops = rules.specialStops ? valid : []
  const over = stops.flatMap((from) => {
    const to = steps[steps.indexOf(from) + 1]
    if (to === undefined) return []
    const pause = pauseBetween(from, to, rules)
    return pause.from > pause.to ? [] : [{ from, to, pause }]
  })
  const running = stops.find((step) => step === steps.at(-1))
  return {
    over,
    ...(running && { running }),
    void: begun.filter((step) => !valid.includes(step)),
  }
}

const pauseBetween = (from: CaseStep, to: CaseStep, rules: ClockRules): Pause => ({
  from: addDays(from.effectiveOn, rules.firstStoppedDay),
  to: addDays(to.effectiveOn, rules.firstResumedDay - 1),
})
