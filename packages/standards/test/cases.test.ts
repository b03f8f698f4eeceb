import assert from "node:assert/strict"
import { test } from "node:test"
import { caseStateOf, caseStates, sharedStateOf, stateSchemes } from "@tongban/standards"
import { lintEnglish, lintSourceLanguage } from "./lint-words.ts"

test("a code of Epoint's list names its shared state", () => {
  const codes = ["10", "12", "14", "26", "28", "30", "90", "97", "99"]
  const shared = codes.map((value) => sharedStateOf("epoint", value))
  assert.deepEqual(shared, [
    "DRAFT",
    "SUBMITTED",
    "PRE_REVIEW_RETURNED",
    "RECEIVED",
    "CORRECTION_REQUESTED",
    "ACCEPTED",
    "CLOSED",
    "NOT_ACCEPTED",
    "TERMINATED",
  ])
})

test("a code of Zhejiang's list names its shared state, and its digits mean nothing to Epoint's", () => {
  const codes = ["02", "05", "06", "07", "09", "10", "12", "13"]
  assert.deepEqual(
    codes.map((value) => sharedStateOf("apas-status", value)),
    [
      "RECEIVED",
      "ACCEPTED",
      "CORRECTION_REQUESTED",
      "NOT_ACCEPTED",
      "TERMINATED",
      "CLOSED",
      "IN_REVIEW",
      "TERMINATED",
    ],
  )
  assert.deepEqual(
    [sharedStateOf("epoint", "10"), sharedStateOf("epoint", "02")],
    ["DRAFT", undefined],
  )
  for (const value of ["11", "14", "2", ""])
    assert.equal(sharedStateOf("apas-status", value), undefined)
})

test("the same digits in another scheme are not guessed at", () => {
  const codes = Object.values(stateSchemes).flatMap(({ values }) => Object.keys(values))
  for (const scheme of ["guangdongResult", "Epoint", "", "__proto__"]) {
    for (const code of codes) assert.equal(sharedStateOf(scheme, code), undefined)
  }
})

test("a code that the scheme's table lacks has no shared state", () => {
  for (const value of ["", "0", "010", "10 ", "1O", "96", "DRAFT", "constructor"]) {
    assert.equal(sharedStateOf("epoint", value), undefined)
  }
})

test("the shared states are those of the case machine, each once", () => {
  assert.deepEqual(
    caseStates.map(({ code }) => code),
    [
      "DRAFT",
      "SUBMITTED",
      "PRE_REVIEW_RETURNED",
      "RECEIVED",
      "CORRECTION_REQUESTED",
      "NOT_ACCEPTED",
      "ACCEPTED",
      "IN_REVIEW",
      "SPECIAL_PROCEDURE",
      "DECIDED_GRANTED",
      "DECIDED_REFUSED",
      "CLOSED",
      "DELIVERED",
      "WITHDRAWN",
      "TERMINATED",
    ],
  )
})

test("each state says in both languages what it is, as a sentence, a step, and what comes next", () => {
  for (const { zh, en, sentence, step, nextStep } of caseStates) {
    for (const text of [zh, sentence.zh, step.zh, nextStep.zh])
      assert.match(text, /^[\p{Script=Han}，]{1,30}$/u)
    for (const text of [en, sentence.en, step.en, nextStep.en])
      assert.match(text, /^[A-Z][A-Za-z ,;-]+$/)
  }
})

test("each state names the limit whose day it is, or says why there is no date", () => {
  const dates = caseStates.map((state) => caseStateOf(state.code)?.date ?? assert.fail(state.code))
  for (const { limit, zh, en } of dates) {
    assert.equal(zh.includes("{day}"), limit !== undefined, zh)
    assert.equal(en.includes("{day}"), limit !== undefined, en)
    assert.match(zh.replace("{day}", "某日"), /^[\p{Script=Han}，]{1,30}$/u)
    assert.match(en.replace("{day}", "a day"), /^[A-Z][A-Za-z ,;-]+$/)
  }
  assert.deepEqual(
    caseStates.flatMap(({ code, date }) => ("limit" in date ? [`${code} ${date.limit}`] : [])),
    [
      "RECEIVED notice",
      "CORRECTION_REQUESTED supply",
      "ACCEPTED decision",
      "IN_REVIEW decision",
      "DECIDED_GRANTED delivery",
      "CLOSED delivery",
    ],
  )
})

test("each state says whose turn it is, what comes next, and by when or why there is no date", () => {
  for (const { code, turn, nextStep, date } of caseStates) {
    assert.ok(["applicant", "department", "none"].includes(turn), code)
    for (const text of [nextStep.zh, date.zh]) lintSourceLanguage(text.replaceAll("{day}", "某日"))
    for (const text of [nextStep.en, date.en]) lintEnglish(text.replaceAll("{day}", "Monday"))
    const limit = "limit" in date
    for (const { zh, en } of [date])
      assert.deepEqual(
        [zh, en].map((text) => text.includes("{day}")),
        [limit, limit],
        code,
      )
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
  assert.deepEqual(walked, ["DRAFT", "SUBMITTED", "RECEIVED", "ACCEPTED", "CLOSED"])
})

test("a correction leads back to where the department looks at the papers", () => {
  assert.equal(caseStateOf("CORRECTION_REQUESTED")?.next, "RECEIVED")
})

test("a state is an end exactly where it is nobody's turn", () => {
  for (const { code } of caseStates) {
    const state = caseStateOf(code)
    assert.equal(state?.turn === "none", state?.next === undefined, code)
  }
})

test("only a draft, a correction and what came back wait for the applicant", () => {
  const waiting = caseStates.filter(({ turn }) => turn === "applicant")
  assert.deepEqual(
    waiting.map(({ code }) => code),
    ["DRAFT", "PRE_REVIEW_RETURNED", "CORRECTION_REQUESTED"],
  )
})

test("a state that this version doesn't know is unknown, not an error", () => {
  for (const code of ["X_TRANSFERRED", "draft", "", "constructor"]) {
    assert.equal(caseStateOf(code), undefined)
  }
})
