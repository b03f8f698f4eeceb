import assert from "node:assert/strict"
import { test } from "node:test"
import { maskIdNumber, maskIdNumberForChecking, maskMobileNumber } from "@tongban/standards"

test("an identity number shows its first and last character, and nothing of the birth date", () => {
  assert.equal(maskIdNumber("11010519491231002X"), "1****************X")
})

test("where its holder must check it, places 1, 5 to 12 and 18 show", () => {
  assert.equal(maskIdNumberForChecking("11010519491231002X"), "1***05194912*****X")
  assert.equal(maskIdNumberForChecking("110105491231002"), "1*************2")
})

test("a mobile number shows its first three and last four digits", () => {
  assert.equal(maskMobileNumber("13800138000"), "138****8000")
  assert.equal(maskMobileNumber("1380013800"), "1********0")
})

test("what is too short or too long to be a number shows nothing", () => {
  for (const mask of [maskIdNumber, maskIdNumberForChecking, maskMobileNumber]) {
    assert.equal(mask(""), "*")
    assert.equal(mask("12"), "**")
    assert.equal(mask("9".repeat(500_000)), "*".repeat(64))
  }
})
