import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import {
  checkResidentIdNumber,
  checkUnifiedSocialCreditCode,
  ResidentIdNumber,
  UnifiedSocialCreditCode,
} from "@tongban/standards"
import type { Checked } from "@tongban/standards"

interface Vectors {
  valid: { value: string; note: string }[]
  invalid: { value: string; note: string; refusal: Omit<Exclude<Checked, { ok: true }>, "ok"> }[]
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), "utf8"))

const resident = read("resident-id") as Vectors & { today: string }
const creditCode = read("unified-social-credit-code") as Vectors
const checkResident = (value: unknown) => checkResidentIdNumber(value, resident.today)

const kinds = [
  { name: "resident number", vectors: resident, check: checkResident, schema: ResidentIdNumber },
  {
    name: "credit code",
    vectors: creditCode,
    check: checkUnifiedSocialCreditCode,
    schema: UnifiedSocialCreditCode,
  },
]

for (const { name, vectors, check, schema } of kinds) {
  for (const { value, note } of vectors.valid) {
    test(`the ${name} ${value} passes (${note})`, () => {
      assert.deepEqual(check(value), { ok: true })
      assert.equal(schema.safeParse(value).success, true)
    })
  }

  for (const { value, note, refusal } of vectors.invalid) {
    test(`the ${name} ${value} is refused by ${refusal.rule} (${note})`, () => {
      assert.deepEqual(check(value), { ok: false, ...refusal })
    })
  }

  test(`the schema of a ${name} refuses what its check refuses on any day`, () => {
    for (const { value, refusal } of vectors.invalid) {
      // A schema knows no today, so a birth date in the future is the check's alone.
      if (refusal.rule === "birthDateInFuture") continue
      assert.equal(schema.safeParse(value).success, false, value)
    }
  })

  test(`a ${name} that is no text is refused and never thrown at`, () => {
    const text = { toString: () => vectors.valid[0]?.value }
    for (const value of [
      undefined,
      null,
      0,
      110105194912310020n,
      true,
      [],
      {},
      text,
      Symbol("x"),
    ]) {
      assert.deepEqual(check(value), { ok: false, rule: "text" })
      assert.equal(schema.safeParse(value).success, false)
    }
  })

  test(`a ${name} of 500 KB is refused by its length, before any of it is read`, () => {
    const long = "9".repeat(500_000)
    assert.deepEqual(check(long), { ok: false, rule: "length", expected: "18" })
    assert.deepEqual(check(""), { ok: false, rule: "length", expected: "18" })
    assert.equal(schema.safeParse(long).success, false)
  })

  test(`one wrong character in any place of a ${name} is noticed`, () => {
    const { value } = vectors.valid[0] ?? assert.fail("no vector")
    for (let place = 0; place < value.length; place++) {
      for (const other of "0123456789ABCDEFGHJKLMNPQRTUWXY") {
        if (other === value.charAt(place)) continue
        const changed = value.slice(0, place) + other + value.slice(place + 1)
        assert.equal(check(changed).ok, false, changed)
      }
    }
  })
}

test("somebody born today has a number, somebody born tomorrow has none yet", () => {
  const number = "110101190001010014"
  assert.deepEqual(checkResidentIdNumber(number, "1900-01-01"), { ok: true })
  assert.deepEqual(checkResidentIdNumber(number, "1899-12-31"), {
    ok: false,
    rule: "birthDateInFuture",
    at: 7,
  })
})
