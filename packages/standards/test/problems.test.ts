import assert from "node:assert/strict"
import { test } from "node:test"
import { commonProblems, isProblemCode, problemOf, problems, problemText } from "@tongban/standards"
import type { ProblemCode } from "@tongban/standards"
import { contract } from "@tongban/standards/contract"
import { deliver } from "@tongban/standards/contract/owner"
import { lintEnglish, lintSourceLanguage } from "./lint-words.ts"

const codes = Object.keys(problems) as ProblemCode[]

test("every problem that an operation names stands in the catalogue", () => {
  const named = [...Object.values(contract), deliver].flatMap((operation) => operation.problems)
  for (const code of [...named, ...commonProblems]) assert.ok(isProblemCode(code), code)
})

test("every problem has a status that is a refusal", () => {
  for (const code of codes) {
    assert.ok(problems[code].status >= 400 && problems[code].status <= 599, code)
  }
})

for (const code of codes) {
  test(`the words of ${code} keep to the style in both languages`, () => {
    const { zh, en } = problems[code]
    for (const text of [zh.cause, zh.kept, zh.next]) lintSourceLanguage(text)
    for (const text of [en.cause, en.kept, en.next]) lintEnglish(text)
    for (const { cause } of [zh, en])
      assert.doesNotMatch(cause, /[。，；：.,;:]$/, "a cause ends without a mark")
    for (const text of [zh.kept, zh.next]) assert.match(text, /。$/, "a sentence")
    for (const text of [en.kept, en.next]) assert.match(text, /\.$/, "a sentence")
    for (const words of [zh, en])
      assert.doesNotMatch(Object.values(words).join(" "), new RegExp(`\\b${code}\\b`))
  })
}

test("no two problems are told in the same words", () => {
  for (const language of ["zh-CN", "en"] as const) {
    const titles = codes.map((code) => problemText(code, language).title)
    assert.equal(new Set(titles).size, codes.length)
  }
})

test("where a system of ours or of the owner is away, the person reads that it is not their fault", () => {
  for (const code of ["internal", "unavailable", "owner_away"] as const) {
    assert.match(problems[code].zh.cause, /不是您的问题/, code)
    assert.match(problems[code].en.cause, /not your fault/, code)
  }
})

test("where the person has to act, nothing tells them that it is not their affair", () => {
  for (const code of codes.filter((each) => problems[each].status < 500)) {
    assert.doesNotMatch(problems[code].zh.cause, /不是您的问题/, code)
    assert.doesNotMatch(problems[code].en.cause, /not your fault/, code)
  }
})

test("a problem on the wire is RFC 9457 with code, params and the request's id", () => {
  const params = { path: "itemCode", rule: "too_small" }
  assert.deepEqual(problemOf("item_unknown", params, "en", "req-1"), {
    type: "urn:tongban:problem:item_unknown",
    title: "No such item, or not one of this department",
    status: 404,
    detail: "Nothing was changed. Check the item code, or ask the department.",
    code: "item_unknown",
    params,
    requestId: "req-1",
  })
  assert.equal(
    problemOf("item_unknown", {}, "zh-CN", "req-1").detail,
    "没有改动任何内容。请核对事项编码，或问办理部门。",
  )
})

test("a code that this version doesn't know is told as a fault of the system", () => {
  for (const code of ["of_a_newer_hub", "", "toString", "__proto__", "constructor"]) {
    assert.equal(isProblemCode(code), false, code)
    for (const language of ["zh-CN", "en"] as const)
      assert.deepEqual(problemText(code, language), problemText("internal", language))
  }
})
