import assert from "node:assert/strict"
import { test } from "node:test"
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
  CaseProgress,
  CaseRuleCode,
  CaseState,
  CaseStep,
  KnownLimits,
} from "@tongban/standards"
import { lintEnglish, lintSourceLanguage } from "./lint-words.ts"
import { caseAfter, codes, extension, outcome, step, wayTo } from "./support/case-steps.ts"

test("29 steps lead from state to state, each pair once", () => {
  assert.equal(caseTransitions.length, 29)
  assert.equal(new Set(caseTransitions.map(({ from, to }) => `${from} ${to}`)).size, 29)
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
  assert.equal(outcome(before, days(15), { longestExtension: 15 }), "IN_REVIEW")
  assert.equal(outcome(before, days(16), { longestExtension: 15 }), "extensionLength")
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
