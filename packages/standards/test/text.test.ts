import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import {
  formatDay,
  formatTime,
  inLanguage,
  legalDayOf,
  maskName,
  maskNumber,
} from "@tongban/standards"

const zone = process.env["TZ"]
afterEach(() => {
  if (zone === undefined) delete process.env["TZ"]
  else process.env["TZ"] = zone
})

test("a day stands in full, with its weekday", () => {
  assert.equal(formatDay("2026-12-09", "zh-CN"), "2026年12月9日（周三）")
  assert.equal(formatDay("2026-12-09", "en"), "Wednesday 9 December 2026")
})

test("the year is left out only where it is this year", () => {
  assert.equal(formatDay("2026-12-09", "zh-CN", "2026-11-23"), "12月9日（周三）")
  assert.equal(formatDay("2026-12-09", "en", "2026-01-01"), "Wednesday 9 December")
  assert.equal(formatDay("2027-01-11", "zh-CN", "2026-12-31"), "2027年1月11日（周一）")
  assert.equal(formatDay("2025-12-31", "en", "2026-01-01"), "Wednesday 31 December 2025")
})

test("every weekday and month has its name", () => {
  const days = Array.from({ length: 7 }, (_, i) => formatDay(`2026-11-2${i + 2}`, "zh-CN"))
  assert.equal(
    days.map((day) => day.slice(-2, -1)).join(""),
    "日一二三四五六",
    "22 November 2026 is a Sunday",
  )
  const months = Array.from({ length: 12 }, (_, i) => {
    const month = String(i + 1).padStart(2, "0")
    return formatDay(`2026-${month}-01`, "en", "2026-01-01").split(" ")[2]
  })
  assert.equal(new Set(months).size, 12)
})

for (const place of ["UTC", "America/New_York", "Asia/Shanghai", "Pacific/Kiritimati"]) {
  test(`days and times are those of Asia/Shanghai in a process at ${place}`, () => {
    process.env["TZ"] = place
    assert.equal(legalDayOf("2026-11-23T15:59:59Z"), "2026-11-23")
    assert.equal(legalDayOf("2026-11-23T16:00:00Z"), "2026-11-24")
    assert.equal(legalDayOf(new Date("2026-12-31T16:00:00Z")), "2027-01-01")
    assert.equal(formatTime("2026-11-23T02:32:00Z"), "10:32")
    assert.equal(formatTime("2026-11-23T00:05:00+08:00"), "00:05")
    assert.equal(formatDay("2026-11-23", "zh-CN"), "2026年11月23日（周一）")
  })
}

test("a name hides its first character and nothing else", () => {
  assert.equal(maskName("何秋月"), "*秋月")
  assert.equal(maskName("王二"), "*二")
  assert.equal(maskName("买买提·吐尔逊"), "*买提·吐尔逊")
  assert.equal(maskName("𠮷野"), "*野", "a character outside the BMP is one character")
})

test("a name of one character, or none, is hidden whole", () => {
  for (const name of ["王", "𠮷", ""]) assert.equal(maskName(name), "*")
})

test("a paper's number shows its ends and hides the middle third at least", () => {
  assert.equal(maskNumber("123456789"), "123***789")
  assert.equal(maskNumber("91350100M000100Y43"), "9135********0Y43")
  for (let length = 1; length < 60; length++) {
    const number = Array.from({ length }, (_, i) => String.fromCodePoint(0x4e00 + i)).join("")
    const shown = Array.from(maskNumber(number)).filter((each) => each !== "*")
    assert.ok(shown.length <= (length * 2) / 3, `${length}`)
    assert.ok(shown.length <= 8, `${length}`)
    assert.match(maskNumber(number), /\*/)
  }
})

test("words without English are given in the source language", () => {
  assert.equal(inLanguage({ zh: "营业执照", en: "Business licence" }, "en"), "Business licence")
  assert.equal(inLanguage({ zh: "营业执照", en: "Business licence" }, "zh-CN"), "营业执照")
  assert.equal(inLanguage({ zh: "营业执照" }, "en"), "营业执照")
})
