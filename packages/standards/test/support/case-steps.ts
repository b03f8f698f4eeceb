import assert from "node:assert/strict"
import { applyEntry, caseStates, nextStates } from "@tongban/standards"
import type { CaseEntry, CaseProgress, CaseState, CaseStep, KnownLimits } from "@tongban/standards"

/** The shared states, in their order. */
export const codes = caseStates.map(({ code }) => code)
const correction = {
  dueOn: "2026-11-20",
  items: [{ requirement: "r3", text: { zh: "布局图没有标出洗消池" } }],
}

/** What the rules ask of a step, by the state that it leads to. */
const facts: Partial<Record<CaseState, Partial<CaseStep>>> = {
  CORRECTION_REQUESTED: { correction },
  SPECIAL_PROCEDURE: { special: { kind: "testing", until: "2026-12-09" } },
  DECIDED_REFUSED: { reason: "场所不符合要求", remediesTold: true },
  TERMINATED: { reason: "重复申请" },
}

/** Facts of a step; undefined takes one away. */
type Changed = { [K in keyof CaseStep]?: CaseStep[K] | undefined }

let made = 0
/** A step that breaks no rule, but for what a test changes in it. */
export const step = (to: CaseState, changed: Changed = {}): CaseStep =>
  ({
    id: `step-${++made}`,
    to,
    recordedAt: "2026-11-23T10:32:00+08:00",
    effectiveOn: "2026-11-23",
    by: "受理窗口",
    document: "澄市监〔2026〕0012号",
    ...facts[to],
    ...changed,
  }) as CaseStep
/** An extension as the law allows it, but for what a test changes in it. */
export const extension = (changed: Changed = {}): CaseStep =>
  step("IN_REVIEW", {
    reason: "等待检测结果",
    extension: { days: 10, approvedBy: "局长" },
    ...changed,
  })

/** A case that went this way. */
export function caseAfter(...way: (CaseState | CaseStep)[]): CaseProgress {
  const steps = way.map((each) => (typeof each === "string" ? step(each) : each))
  const progress = steps.reduce<CaseProgress | undefined>((before, each) => {
    const applied = applyEntry(before, each)
    return applied.ok ? applied.progress : assert.fail(`${applied.rule} before ${each.to}`)
  }, undefined)
  return progress ?? assert.fail("no way")
}

/** The shortest way from a draft to a state. */
export function wayTo(state: CaseState): CaseState[] {
  const ways: CaseState[][] = [["DRAFT"]]
  for (const way of ways) {
    const at = way.at(-1) ?? assert.fail()
    if (at === state) return way
    ways.push(...nextStates(at).flatMap((next) => (way.includes(next) ? [] : [[...way, next]])))
  }
  return assert.fail(`nothing leads to ${state}`)
}

/** What becomes of a case: its new state, or the rule that refuses. */
export function outcome(progress: CaseProgress | undefined, entry: CaseEntry, known?: KnownLimits) {
  const applied = applyEntry(progress, entry, known)
  return applied.ok ? applied.progress.state : applied.rule
}
