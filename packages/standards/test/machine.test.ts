import assert from "node:assert/strict"
import { test } from "node:test"
import fc from "fast-check"
import {
  applyEntry,
  caseBeginnings,
  caseRules,
  caseStates,
  caseTransitions,
  isTerminal,
  nextStates,
  nextSteps,
  standingSteps,
} from "@tongban/standards"
import type {
  CaseEntry,
  CaseProgress,
  CaseRuleCode,
  CaseState,
  CaseStep,
  KnownLimits,
} from "@tongban/standards"
import { lintEnglish, lintSourceLanguage } from "./lint-words.ts"

const codes = caseStates.map(({ code }) => code)
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
const step = (to: CaseState, changed: Changed = {}): CaseStep =>
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
const extension = (changed: Changed = {}): CaseStep =>
  step("IN_REVIEW", {
    reason: "等待检测结果",
    extension: { days: 10, approvedBy: "局长" },
    ...changed,
  })

/** A case that went this way. */
function caseAfter(...way: (CaseState | CaseStep)[]): CaseProgress {
  const steps = way.map((each) => (typeof each === "string" ? step(each) : each))
  const progress = steps.reduce<CaseProgress | undefined>((before, each) => {
    const applied = applyEntry(before, each)
    return applied.ok ? applied.progress : assert.fail(`${applied.rule} before ${each.to}`)
  }, undefined)
  return progress ?? assert.fail("no way")
}

/** The shortest way from a draft to a state. */
function wayTo(state: CaseState): CaseState[] {
  const ways: CaseState[][] = [["DRAFT"]]
  for (const way of ways) {
    const at = way.at(-1) ?? assert.fail()
    if (at === state) return way
    ways.push(...nextStates(at).flatMap((next) => (way.includes(next) ? [] : [[...way, next]])))
  }
  return assert.fail(`nothing leads to ${state}`)
}

/** What becomes of a case: its new state, or the rule that refuses. */
function outcome(progress: CaseProgress | undefined, entry: CaseEntry, known?: KnownLimits) {
  const applied = applyEntry(progress, entry, known)
  return applied.ok ? applied.progress.state : applied.rule
}

test("26 steps lead from state to state, each pair once", () => {
  assert.equal(caseTransitions.length, 26)
  assert.equal(new Set(caseTransitions.map(({ from, to }) => `${from} ${to}`)).size, 26)
})

for (const { from, to, event } of caseTransitions) {
  test(`${from} goes to ${to}: ${event}`, () => {
    const before = caseAfter(...wayTo(from))
    const entry = from === to ? extension() : step(to)
    assert.equal(outcome(before, entry), to)
  })
}

test("every other pair of states is refused, and the refusal says so", () => {
  for (const from of codes) {
    const before = caseAfter(...wayTo(from))
    for (const to of codes) {
      if (nextStates(from).includes(to)) continue
      assert.equal(outcome(before, step(to)), "unknownStep", `${from} to ${to}`)
    }
  }
})

test("a case begins as a draft or with its submission, and nowhere else", () => {
  for (const to of codes) {
    const begins = caseBeginnings.some((state) => state === to)
    assert.equal(outcome(undefined, step(to)), begins ? to : "beginning")
  }
})

test("an end is an end: nothing follows, and it is nobody's turn", () => {
  const ends = codes.filter(isTerminal)
  assert.deepEqual(ends, ["NOT_ACCEPTED", "DELIVERED", "WITHDRAWN", "TERMINATED"])
  for (const { code, turn } of caseStates) {
    // A closed case only waits for its delivery: nothing of it is to be decided any more.
    assert.equal(turn === "none", isTerminal(code) || code === "CLOSED", code)
  }
})

test("what a state shows as expected may follow, and is no decision that is still open", () => {
  for (const state of caseStates) {
    if (!("next" in state)) continue
    const reachable = wayBetween(state.code, state.next)
    assert.ok(reachable, state.code)
    assert.doesNotMatch(state.next, /^DECIDED_|REFUSED|TERMINATED|WITHDRAWN/)
  }
})

function wayBetween(from: CaseState, to: CaseState, seen: CaseState[] = []): boolean {
  if (seen.includes(from)) return false
  return nextStates(from).some((next) => next === to || wayBetween(next, to, [...seen, from]))
}

/** Each rule broken: the case before, the step that breaks it, what is known. */
const broken: Record<CaseRuleCode, () => [CaseProgress, CaseStep, KnownLimits?]> = {
  notAhead: () => [caseAfter("DRAFT"), step("SUBMITTED", { effectiveOn: "2026-11-24" })],
  correctionOnce: () => [
    caseAfter("SUBMITTED", "RECEIVED", "CORRECTION_REQUESTED", "RECEIVED"),
    step("CORRECTION_REQUESTED"),
  ],
  correctionComplete: () => [
    caseAfter("SUBMITTED", "RECEIVED"),
    step("CORRECTION_REQUESTED", { correction: { items: [] } }),
  ],
  correctionInTime: () => [
    caseAfter("SUBMITTED", "RECEIVED"),
    step("CORRECTION_REQUESTED"),
    { noticeDueOn: "2026-11-20" },
  ],
  sealedDocument: () => [
    caseAfter("SUBMITTED", "RECEIVED"),
    step("NOT_ACCEPTED", { document: " " }),
  ],
  deemedBySilence: () => [
    caseAfter("SUBMITTED", "RECEIVED"),
    step("ACCEPTED", { deemed: true }),
    { noticeDueOn: "2026-11-23" },
  ],
  deemedFromReceipt: () => [
    caseAfter("SUBMITTED", step("RECEIVED", { effectiveOn: "2026-11-13" })),
    step("ACCEPTED", { deemed: true, effectiveOn: "2026-11-20" }),
    { noticeDueOn: "2026-11-20" },
  ],
  supplyOverdue: () => [
    caseAfter("SUBMITTED", "RECEIVED", "CORRECTION_REQUESTED"),
    step("TERMINATED", { effectiveOn: "2026-11-20" }),
  ],
  specialKind: () => [
    caseAfter(...wayTo("IN_REVIEW")),
    step("SPECIAL_PROCEDURE", { special: undefined }),
  ],
  specialNotice: () => [
    caseAfter(...wayTo("IN_REVIEW")),
    step("SPECIAL_PROCEDURE", { document: undefined }),
  ],
  extensionOnce: () => [caseAfter(...wayTo("IN_REVIEW"), extension()), extension()],
  extensionLength: () => [
    caseAfter(...wayTo("IN_REVIEW")),
    extension({ extension: { days: 11, approvedBy: "局长" } }),
  ],
  extensionApproved: () => [
    caseAfter(...wayTo("IN_REVIEW")),
    extension({ extension: { days: 10, approvedBy: "" } }),
  ],
  extensionReasoned: () => [caseAfter(...wayTo("IN_REVIEW")), extension({ reason: undefined })],
  extensionInTime: () => [
    caseAfter(...wayTo("IN_REVIEW")),
    extension(),
    { decisionDueOn: "2026-11-20" },
  ],
  refusalReasoned: () => [
    caseAfter(...wayTo("IN_REVIEW")),
    step("DECIDED_REFUSED", { reason: undefined }),
  ],
  refusalRemedies: () => [
    caseAfter(...wayTo("IN_REVIEW")),
    step("DECIDED_REFUSED", { remediesTold: undefined }),
  ],
  terminationReasoned: () => [
    caseAfter(...wayTo("IN_REVIEW")),
    step("TERMINATED", { by: undefined }),
  ],
}

for (const [code, example] of Object.entries(broken)) {
  test(`a step that breaks ${code} is refused by it, with its source and words`, () => {
    const [before, entry, known] = example()
    const applied = applyEntry(before, entry, known)
    assert.ok(!applied.ok)
    assert.equal(applied.rule, code)
    const { source, zh, en } = caseRules[code as CaseRuleCode]
    assert.deepEqual([applied.source, applied.zh, applied.en], [source, zh, en])
  })
}

test("each rule binds some step", () => {
  const used = new Set<string>(["notAhead", ...caseTransitions.flatMap(({ rules }) => rules)])
  assert.deepEqual([...used].sort(), Object.keys(caseRules).sort())
})

test("each refusal speaks plainly in both languages", () => {
  const started = caseAfter("DRAFT")
  const mend = { id: "m", mends: "none", recordedAt: "2026-11-23T10:32:00+08:00", by: "窗口" }
  const own = [
    applyEntry(started, step("CLOSED")),
    applyEntry(undefined, step("CLOSED")),
    applyEntry(started, { ...mend, reason: "选错了" }),
    applyEntry(started, { ...mend, reason: "" }),
  ].map((applied) => (applied.ok ? assert.fail() : applied))
  for (const { zh, en, source } of [...Object.values(caseRules), ...own]) {
    lintSourceLanguage(zh)
    lintEnglish(en)
    assert.ok(source.zh !== "" && source.en !== "")
  }
})

test("an extension of 15 working days is for what several bodies decide together", () => {
  const before = caseAfter(...wayTo("IN_REVIEW"))
  const days = (count: number) => extension({ extension: { days: count, approvedBy: "市长" } })
  assert.equal(outcome(before, days(15), { joint: true }), "IN_REVIEW")
  assert.equal(outcome(before, days(16), { joint: true }), "extensionLength")
  for (const count of [0, -1, 1.5, NaN, Infinity])
    assert.equal(outcome(before, days(count)), "extensionLength", String(count))
})

test("silence over the fifth working day accepts from the day of receipt", () => {
  const before = caseAfter("SUBMITTED", step("RECEIVED", { effectiveOn: "2026-11-13" }))
  const deemed = step("ACCEPTED", {
    deemed: true,
    effectiveOn: "2026-11-13",
    document: undefined,
  })
  assert.equal(outcome(before, deemed, { noticeDueOn: "2026-11-20" }), "ACCEPTED")
  assert.equal(outcome(before, deemed), "deemedBySilence", "nobody knows whether the time is over")
})

test("a case has one shared state, and the department's own word for it", () => {
  const source = { scheme: "epoint", value: "30", text: "已受理" }
  const accepted = caseAfter("SUBMITTED", "RECEIVED", step("ACCEPTED", { source }))
  assert.deepEqual([accepted.state, accepted.source], ["ACCEPTED", source])
  const reviewed = applyEntry(accepted, step("IN_REVIEW"))
  assert.ok(reviewed.ok)
  assert.equal(reviewed.progress.source, undefined, "the word was for the state before")
})

test("a clerk's mistake is mended: the case goes back, and the history keeps everything", () => {
  const wrong = step("DECIDED_REFUSED")
  const closed = caseAfter(...wayTo("IN_REVIEW"), wrong, "CLOSED")
  const mend = {
    id: "mend-1",
    mends: wrong.id,
    recordedAt: "2026-11-23T11:00:00+08:00",
    by: "审批科",
    reason: "选错了结果",
  }
  const mended = applyEntry(closed, mend)
  assert.ok(mended.ok)
  assert.equal(mended.progress.state, "IN_REVIEW")
  assert.deepEqual(mended.progress.entries, [...closed.entries, mend])
  assert.ok(!standingSteps(mended.progress.entries).some(({ id }) => id === wrong.id))
  assert.equal(outcome(mended.progress, step("DECIDED_GRANTED")), "DECIDED_GRANTED")
  assert.equal(outcome(mended.progress, mend), "mendsNothing", "what is mended is not mended again")
})

test("a mending leads even out of an end, and only it does", () => {
  const wrong = step("TERMINATED")
  const ended = caseAfter(...wayTo("IN_REVIEW"), wrong)
  const mend = { id: "m", mends: wrong.id, recordedAt: wrong.recordedAt, by: "窗口" }
  assert.equal(outcome(ended, { ...mend, reason: "作废了别的件" }), "IN_REVIEW")
  assert.equal(outcome(ended, { ...mend, reason: " " }), "mendReasoned")
  assert.equal(outcome(ended, { ...mend, reason: "错", by: "" }), "mendReasoned")
})

test("a notice of correction that was a mistake does not use up the one that the law allows", () => {
  const wrong = step("CORRECTION_REQUESTED")
  const asked = caseAfter("SUBMITTED", "RECEIVED", wrong)
  const mended = applyEntry(asked, {
    id: "m",
    mends: wrong.id,
    recordedAt: wrong.recordedAt,
    by: "窗口",
    reason: "漏列一项",
  })
  assert.ok(mended.ok)
  assert.equal(outcome(mended.progress, step("CORRECTION_REQUESTED")), "CORRECTION_REQUESTED")
})

test("the first step cannot be taken back, nor a step that is not there", () => {
  const begun = caseAfter("DRAFT")
  const first = begun.entries[0]?.id ?? assert.fail()
  for (const mends of [first, "step-of-another-case"]) {
    const mend = {
      id: "m",
      mends,
      recordedAt: "2026-11-23T11:00:00+08:00",
      by: "窗口",
      reason: "错",
    }
    assert.equal(outcome(begun, mend), "mendsNothing")
    assert.equal(outcome(undefined, mend), "mendsNothing")
  }
})

const anyStep = fc
  .record({
    to: fc.constantFrom(...codes),
    bare: fc.boolean(),
    extends: fc.boolean(),
    deemed: fc.boolean(),
  })
  .map((how): CaseStep => {
    const whole = how.extends ? extension({ to: how.to }) : step(how.to, { deemed: how.deemed })
    const { id, to, recordedAt, effectiveOn } = whole
    return how.bare ? { id, to, recordedAt, effectiveOn } : whole
  })
const anyEntry = fc.oneof({ weight: 9, arbitrary: anyStep }, fc.nat(12))

/** Puts whatever comes on a case; a number mends the step at that place. */
function run(
  entries: readonly (CaseStep | number)[],
  look: (before: CaseProgress | undefined, after: CaseProgress) => void,
) {
  let progress: CaseProgress | undefined
  for (const each of entries) {
    const entry =
      typeof each !== "number"
        ? each
        : {
            id: `mend-${++made}`,
            mends: progress?.entries[each]?.id ?? "none",
            recordedAt: "2026-11-23T11:00:00+08:00",
            by: "窗口",
            reason: "点错了",
          }
    const applied = applyEntry(progress, entry, { noticeDueOn: "2026-11-20" })
    if (!applied.ok) continue
    look(progress, applied.progress)
    progress = applied.progress
  }
}

test("no run of entries reaches a state or takes a step that is not in the table", () => {
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 40 }), (entries) => {
      run(entries, (_, { state, entries: history }) => {
        assert.ok(codes.includes(state))
        const steps = standingSteps(history)
        assert.equal(steps.at(-1)?.to, state)
        assert.ok(caseBeginnings.some((begins) => begins === steps[0]?.to))
        for (const [at, { to }] of steps.entries()) {
          const before = steps[at - 1]
          if (before !== undefined) assert.ok(nextStates(before.to).includes(to))
        }
      })
    }),
    { numRuns: 500 },
  )
})

test("no step leaves an end, whatever comes", () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 40 }), (entries) => {
      run(entries, (before) => {
        assert.ok(before === undefined || !isTerminal(before.state))
      })
    }),
    { numRuns: 500 },
  )
})

test("a history only grows, and is never changed", () => {
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 40 }), (entries) => {
      run(entries, (before, after) => {
        const earlier = before?.entries ?? []
        assert.deepEqual(after.entries.slice(0, -1), earlier)
        assert.equal(after.entries.length, earlier.length + 1)
      })
    }),
    { numRuns: 200 },
  )
})

test("the steps after a state stand in the order of the table", () => {
  assert.deepEqual(
    nextSteps("RECEIVED").map(({ event }) => event),
    ["requestCorrection", "refuseAcceptance", "accept", "withdraw"],
  )
})

test("a mending of a step that is not there takes nothing back", () => {
  const { entries } = caseAfter("DRAFT", "SUBMITTED")
  const mend = { id: "m", mends: "none", recordedAt: "2026-11-23T11:00:00+08:00", by: "窗口" }
  assert.deepEqual(standingSteps([...entries, { ...mend, reason: "错" }]), entries)
})
