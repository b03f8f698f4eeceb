import assert from "node:assert/strict"
import { test } from "node:test"
import { instantOf, textBefore } from "../src/watch/times.ts"

const read: readonly [local: string, instant: string | undefined][] = [
  ["2026-11-23 10:32:00", "2026-11-23T10:32:00+08:00"],
  ["2026-11-23T10:32:00", "2026-11-23T10:32:00+08:00"],
  ["2026-11-23 10:32:00.0", "2026-11-23T10:32:00+08:00"],
  [" 2026-11-23 10:32:00 ", "2026-11-23T10:32:00+08:00"],
  ["20261123103200", "2026-11-23T10:32:00+08:00"],
  ["20261123T103200", "2026-11-23T10:32:00+08:00"],
  ["2026/11/23 10:32", "2026-11-23T10:32:00+08:00"],
  ["2026/1/2 9:05", "2026-01-02T09:05:00+08:00"],
  ["2026/1/2 9:05:07", "2026-01-02T09:05:07+08:00"],
  ["2028-02-29 00:00:00", "2028-02-29T00:00:00+08:00"],
  ["2026-02-29 00:00:00", undefined],
  ["2026-13-01 00:00:00", undefined],
  ["2026-11-23 24:00:00", undefined],
  ["2026-11-23 10:60:00", undefined],
  ["2026-11-23", undefined],
  ["20261123", undefined],
  ["23.11.2026 10:32", undefined],
  ["2026年11月23日 10:32", undefined],
  ["46349.4389", undefined],
  ["1988-07-01 12:00:00", undefined],
  ["", undefined],
]

for (const [local, instant] of read) {
  test(`the time "${local}" is ${instant ?? "none"}`, () => {
    assert.equal(instantOf(local), instant)
  })
}

test("the process's time zone has no say", () => {
  const before = process.env["TZ"]
  try {
    for (const zone of ["UTC", "America/New_York", "Asia/Shanghai"]) {
      process.env["TZ"] = zone
      assert.equal(instantOf("2026-03-08 02:30:00"), "2026-03-08T02:30:00+08:00")
      assert.equal(textBefore("2026-03-08 03:05:00", 600), "2026-03-08 02:55:00")
    }
  } finally {
    if (before === undefined) delete process.env["TZ"]
    else process.env["TZ"] = before
  }
})

test("some minutes before, in the form of the text, where such texts sort", () => {
  assert.equal(textBefore("2026-01-01 00:05:00", 600), "2025-12-31 23:55:00")
  assert.equal(textBefore("2026-01-01T00:05:00.0", 600), "2025-12-31T23:55:00")
  assert.equal(textBefore("20260101000500", 600), "20251231235500")
  assert.equal(textBefore("2026/1/1 0:05", 600), undefined)
  assert.equal(textBefore("nonsense", 600), undefined)
})
