import type { Article } from "../law/articles.ts"
import { caseRules } from "./rules.ts"
import type { CaseRuleCode, KnownLimits } from "./rules.ts"
import type { CaseState } from "./states.ts"
import { isMend, standingSteps } from "./step.ts"
import type { CaseEntry, CaseMend, CaseStep } from "./step.ts"
import { caseBeginnings, caseTransitions } from "./transitions.ts"
import type { CaseTransition } from "./transitions.ts"
import type { SourceState } from "../nouns/values.ts"

/** How far a case is: its state, the department's word for it, and everything that was recorded. */
export interface CaseProgress {
  state: CaseState
  /** The state in the department's own scheme and words. */
  source?: SourceState
  /** Oldest first; mistakes stay, with what mended them. */
  entries: readonly CaseEntry[]
}

/** Why an entry is refused: the rule, where it stands, and what to do. */
export interface CaseRefusal {
  ok: false
  rule: CaseRuleCode | "unknownStep" | "beginning" | "mendReasoned" | "mendsNothing"
  source: Article
  zh: string
  en: string
}

/** What the machine says of an entry: the case with it, or why not. */
export type CaseApplied = { ok: true; progress: CaseProgress } | CaseRefusal

/** The steps that may follow a state, in the order of the table; none for a terminal state. */
export const nextSteps = (state: CaseState): CaseTransition[] =>
  caseTransitions.filter(({ from }) => from === state)

/** The states that may follow a state; itself among them where a case may stay (an extension). */
export const nextStates = (state: CaseState): CaseState[] => nextSteps(state).map(({ to }) => to)

/** Whether nothing follows a state. Only the mending of a mistake leads out of it. */
export const isTerminal = (state: CaseState): boolean => nextSteps(state).length === 0

/**
 * Puts a step or the mending of a mistake on a case.
 *
 * @param progress - the case before it; undefined begins one
 * @param known - what the clock knows; a rule that asks for what is not known lets the step pass,
 *   a deemed acceptance excepted
 */
export function applyEntry(
  progress: CaseProgress | undefined,
  entry: CaseEntry,
  known: KnownLimits = {},
): CaseApplied {
  if (isMend(entry)) return applyMend(progress, entry)
  const past = standingSteps(progress?.entries ?? [])
  const rules = rulesOf(progress, entry)
  if ("ok" in rules) return rules
  const broken = rules.find((code) => !caseRules[code].holds(entry, past, known))
  if (broken !== undefined) return refusal(broken, caseRules[broken])
  return { ok: true, progress: progressOf([...(progress?.entries ?? []), entry], entry) }
}

/** The rules that a step must keep, or why it is no step of this case at all. */
function rulesOf(
  progress: CaseProgress | undefined,
  { to }: CaseStep,
): readonly CaseRuleCode[] | CaseRefusal {
  if (progress === undefined) {
    const begins = caseBeginnings.some((state) => state === to)
    return begins ? ["notAhead"] : refusal("beginning", machineRules.beginning)
  }
  const transition = nextSteps(progress.state).find((next) => next.to === to)
  if (transition === undefined) return refusal("unknownStep", machineRules.unknownStep)
  return ["notAhead", ...transition.rules]
}

/** A mended case is where it was before the mistaken step; the first step cannot be taken back. */
function applyMend(progress: CaseProgress | undefined, mend: CaseMend): CaseApplied {
  const { mendReasoned, mendsNothing } = machineRules
  if (mend.reason.trim() === "" || mend.by.trim() === "")
    return refusal("mendReasoned", mendReasoned)
  const past = standingSteps(progress?.entries ?? [])
  const before = past[past.findIndex(({ id }) => id === mend.mends) - 1]
  if (progress === undefined || before === undefined) return refusal("mendsNothing", mendsNothing)
  return { ok: true, progress: progressOf([...progress.entries, mend], before) }
}

const progressOf = (entries: readonly CaseEntry[], { to, source }: CaseStep): CaseProgress => ({
  state: to,
  ...(source && { source }),
  entries,
})

const refusal = (
  code: CaseRefusal["rule"],
  { source, zh, en }: Pick<CaseRefusal, "source" | "zh" | "en">,
): CaseRefusal => ({ ok: false, rule: code, source, zh, en })

const own: Article = { zh: "办件环节表", en: "The table of steps" }

/** What the machine itself asks for, beside the rules of the steps. */
const machineRules = {
  unknownStep: {
    source: own,
    zh: "现在的状态不能接这一步，请先更正",
    en: "This step does not follow the present state; mend what came before it",
  },
  beginning: {
    source: own,
    zh: "办件从填写或提交开始",
    en: "A case begins as a draft or with its submission",
  },
  mendReasoned: {
    source: own,
    zh: "更正要写明理由和经办，请补上",
    en: "A mending needs a reason and who made it; give both",
  },
  mendsNothing: {
    source: own,
    zh: "没有可以更正的这一步，请核对",
    en: "There is no such step to mend; check which one it was",
  },
}
