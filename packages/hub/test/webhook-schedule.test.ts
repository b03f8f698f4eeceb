import assert from "node:assert/strict"
import { suite, test } from "node:test"
import { retryAfterMs } from "../src/webhooks/schedule.ts"

suite("what a webhook's server asks for by Retry-After", () => {
  const now = new Date("2026-11-25T06:00:00Z")
  const day = 24 * 3_600_000
  const asked: [value: string | undefined, ms: number | undefined][] = [
    ["120", 120_000],
    ["Wed, 25 Nov 2026 06:00:30 GMT", 30_000],
    // A day at most.
    ["86401", day],
    ["99999999999999999999", day],
    ["Fri, 25 Dec 2026 06:00:00 GMT", day],
    // Past, or no time at all.
    ["0", undefined],
    ["Wed, 25 Nov 2026 05:59:59 GMT", undefined],
    ["-5", undefined],
    ["soon", undefined],
    ["", undefined],
    [undefined, undefined],
  ]
  for (const [value, ms] of asked)
    test(`${value ?? "nothing"} is ${ms ?? "no pause"}`, () => {
      assert.equal(retryAfterMs(value, now), ms)
    })
})
