import assert from "node:assert/strict"
import { test } from "node:test"
import { caseStateOf, caseStates, sharedStateOf } from "@tongban/standards"

test("a code of Epoint's list names its shared state", () => {
  const shared = ["10", "12", "26", "28", "30", "90"].map((value) => sharedStateOf("epoint", value))
  assert.deepEqual(shared, [
    "DRAFT",
    "SUBMITTED",
    "RECEIVED",
    "CORRECTION_REQUESTED",
    "ACCEPTED",
    "CLOSED",
  ])
})

test("the same digits in another scheme are not guessed at", () => {
  for (const scheme of ["zhejiang", "guangdongResult", "Epoint", "", "__proto__"]) {
    for (const { source } of caseStates) {
      assert.equal(sharedStateOf(scheme, source.value), undefined)
    }
  }
})

test("a code that the scheme's table lacks has no shared state", () => {
  for (const value of ["", "0", "010", "10 ", "1O", "99", "DRAFT"]) {
    assert.equal(sharedStateOf("epoint", value), undefined)
  }
})

test("each state says in both languages what it is, in a sentence and as a step", () => {
  for (const { zh, en, sentence, step } of caseStates) {
    for (const text of [zh, sentence.zh, step.zh]) assert.match(text, /^[\p{Script=Han}，]{1,30}$/u)
    for (const text of [en, sentence.en, step.en]) assert.match(text, /^[A-Z][a-z ,]+$/)
  }
})

test("from the draft, each usual next state leads on to the end, whose turn is nobody's", () => {
  const walked: string[] = []
  let state = caseStateOf("DRAFT")
  while (state !== undefined && !walked.includes(state.code)) {
    walked.push(state.code)
    assert.equal(state.turn === "none", state.next === undefined, state.code)
    state = state.next === undefined ? undefined : caseStateOf(state.next)
  }
  assert.deepEqual(
    walked,
    caseStates.map(({ code }) => code).filter((code) => code !== "CORRECTION_REQUESTED"),
  )
})

test("a correction leads back to where the department looks at the papers", () => {
  assert.equal(caseStateOf("CORRECTION_REQUESTED")?.next, "RECEIVED")
})

test("only a draft and a correction wait for the applicant", () => {
  const waiting = caseStates.filter(({ turn }) => turn === "applicant")
  assert.deepEqual(
    waiting.map(({ code }) => code),
    ["DRAFT", "CORRECTION_REQUESTED"],
  )
})

test("a state that this version doesn't know is unknown, not an error", () => {
  for (const code of ["IN_REVIEW", "draft", "", "constructor"]) {
    assert.equal(caseStateOf(code), undefined)
  }
})
