import assert from "node:assert/strict"
import { checkResidentIdNumber } from "@tongban/standards"
import type { Timed } from "./frame.ts"

/** The specimen of GB 11643-1999, and numbers that differ from it in their serial. */
const numbers = Array.from(
  { length: 100_000 },
  (_, i) => `11010519491231${String(i % 1000).padStart(3, "0")}X`,
)
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** The arithmetic of GB 11643-1999 and nothing else: no place, no rule, no birth date. */
function sumOf(number: string): number {
  let sum = 0
  for (let i = 0; i < 17; i++) sum += (weights[i] ?? 0) * (number.charCodeAt(i) - 48)
  return sum % 11
}

/** What naming the place and the rule costs beside the sum itself. */
export const identifiers: Timed = {
  kind: "timed",
  about: "100,000 resident numbers: checked by every rule / only summed up",
  what: "the check of a resident number / a loop of its arithmetic",
  candidate: () => {
    let good = 0
    for (const number of numbers) if (checkResidentIdNumber(number, "2026-11-25").ok) good++
    assert.ok(good > 0)
  },
  reference: () => {
    let good = 0
    for (const number of numbers) if (sumOf(number) === 2) good++
    assert.ok(good > 0)
  },
}
