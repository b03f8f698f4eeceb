import assert from "node:assert/strict"
import { test } from "node:test"
import { isDeepStrictEqual } from "node:util"
import { anyangProfile, clockRules } from "@tongban/standards"
import type { ClockRules, JurisdictionProfile } from "@tongban/standards"
import { askedOf, clockVectors, outcomeOf } from "./support/clock-vectors.ts"

/** The same table with one leaf changed: each number off by one, each switch turned, each rule void. */
function mutantsOf<T>(value: T, name: string): { name: string; value: T }[] {
  if (typeof value === "number") {
    return [value - 1, value + 1].map((other) => ({
      name: `${name} = ${other}`,
      value: other as T,
    }))
  }
  if (typeof value === "boolean") return [{ name: `${name} = ${!value}`, value: !value as T }]
  if (typeof value === "function") {
    return [true, false].map((holds) => ({
      name: `${name} always ${holds}`,
      value: (() => holds) as T,
    }))
  }
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([key, leaf]) =>
    mutantsOf(leaf as unknown, `${name}.${key}`).map((mutant) => ({
      name: mutant.name,
      value: { ...value, [key]: mutant.value },
    })),
  )
}

/** The vectors that notice a change of the rules. */
const killersOf = (rules: ClockRules, anyang?: JurisdictionProfile): string[] =>
  clockVectors
    .filter(
      (vector) => !isDeepStrictEqual(outcomeOf(askedOf(vector, rules, anyang)), vector.expected),
    )
    .map(({ name }) => name)

const mutants = mutantsOf(clockRules, "clockRules")

test("no vector complains of the rules as they are", () => {
  assert.deepEqual(killersOf(clockRules), [])
  assert.ok(mutants.length > 40, `${mutants.length} mutants`)
})

for (const { name, value } of mutants) {
  test(`${name} is noticed by a vector`, () => {
    assert.notDeepEqual(killersOf(value), [])
  })
}

const [check = assert.fail()] = anyangProfile.limits
const { channel: _, ...always } = check
for (const [name, limits] of Object.entries({
  "no local rule": [],
  "two days": [{ ...check, days: 2 }],
  "no day": [{ ...check, days: 0 }],
  "for every application": [always],
})) {
  test(`Anyang with ${name} is noticed by a vector`, () => {
    assert.notDeepEqual(killersOf(clockRules, { ...anyangProfile, limits }), [])
  })
}
