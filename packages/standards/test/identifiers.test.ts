import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import {
  checkFormerForeignPermanentResidentNumber,
  checkFormerResidentIdNumber,
  checkForeignPermanentResidentNumber,
  checkItemCode,
  checkLicenceIdentifier,
  checkMobileNumber,
  checkOrganizationCode,
  checkRegionCode,
  checkResidentIdNumber,
  checkUnifiedSocialCreditCode,
  ForeignPermanentResidentNumber,
  FormerForeignPermanentResidentNumber,
  FormerResidentIdNumber,
  ItemCode,
  LicenceIdentifier,
  MobileNumber,
  OrganizationCode,
  parseItemCode,
  parseLicenceIdentifier,
  refusalRules,
  refusalWords,
  RegionCode,
  ResidentIdNumber,
  residentIdNumberOf,
  UnifiedSocialCreditCode,
} from "@tongban/standards"
import type { Checked } from "@tongban/standards"

interface Vectors {
  today?: string
  valid: { value: string; note: string; parts?: Record<string, string>; becomes?: string }[]
  invalid: { value: string; note: string; refusal: Omit<Exclude<Checked, { ok: true }>, "ok"> }[]
}

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), "utf8")) as Vectors

const resident = read("resident-id")
const former = read("former-resident-id")
const foreign = read("foreign-permanent-resident")
const itemCode = read("item-code")
const today = (vectors: Vectors) => vectors.today ?? assert.fail("no today")

const kinds = [
  {
    name: "resident number",
    vectors: resident,
    check: (value: unknown) => checkResidentIdNumber(value, today(resident)),
    schema: ResidentIdNumber,
  },
  {
    name: "former resident number",
    vectors: former,
    check: checkFormerResidentIdNumber,
    schema: FormerResidentIdNumber,
  },
  {
    name: "foreign permanent resident's number",
    vectors: foreign,
    check: (value: unknown) => checkForeignPermanentResidentNumber(value, today(foreign)),
    schema: ForeignPermanentResidentNumber,
  },
  {
    name: "foreign permanent resident's number of 2017",
    vectors: read("former-foreign-permanent-resident"),
    check: checkFormerForeignPermanentResidentNumber,
    schema: FormerForeignPermanentResidentNumber,
  },
  {
    name: "credit code",
    vectors: read("unified-social-credit-code"),
    check: checkUnifiedSocialCreditCode,
    schema: UnifiedSocialCreditCode,
  },
  {
    name: "organisation code",
    vectors: read("organization-code"),
    check: checkOrganizationCode,
    schema: OrganizationCode,
  },
  {
    name: "licence identifier",
    vectors: read("licence-identifier"),
    check: checkLicenceIdentifier,
    schema: LicenceIdentifier,
  },
  { name: "item code", vectors: itemCode, check: checkItemCode, schema: ItemCode },
  {
    name: "region code",
    vectors: read("region-code"),
    check: checkRegionCode,
    schema: RegionCode,
  },
  {
    name: "mobile number",
    vectors: read("mobile-number"),
    check: checkMobileNumber,
    schema: MobileNumber,
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
    test(`the ${name} “${value}” is refused by ${refusal.rule} (${note})`, () => {
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

test("a former resident number becomes the one that the person has today", () => {
  for (const { value, becomes } of former.valid) {
    const today = residentIdNumberOf(FormerResidentIdNumber.parse(value))
    assert.equal(today, becomes)
    assert.deepEqual(checkResidentIdNumber(today, "2026-11-25"), { ok: true })
  }
})

test("an item code is read in its parts", () => {
  for (const { value, parts } of itemCode.valid)
    assert.deepEqual(parseItemCode(value), { ok: true, parts })
})

test("a licence identifier is read in its parts", () => {
  const value = "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9"
  assert.deepEqual(parseLicenceIdentifier(value), {
    ok: true,
    parts: {
      type: "11100000MB03271699022",
      issuer: "340100",
      serial: "000000016",
      version: "001",
      check: "9",
    },
  })
})

test("a refusal says the place and what should stand there, in both languages", () => {
  const refusal = checkUnifiedSocialCreditCode("91350100M000100Y44")
  assert.ok(!refusal.ok)
  assert.equal(refusalWords(refusal, "zh-CN"), "第18位应为3")
  assert.equal(refusalWords(refusal, "en"), "Character 18 should be 3")
})

test("every refusal of the vectors has words, with its place and no gap in them", () => {
  for (const { vectors } of kinds) {
    for (const { refusal } of vectors.invalid) {
      assert.ok(refusalRules.includes(refusal.rule), refusal.rule)
      for (const language of ["zh-CN", "en"] as const) {
        const words = refusalWords({ ok: false, ...refusal }, language)
        assert.doesNotMatch(words, /[{}]/)
        if (refusal.at !== undefined) assert.ok(words.includes(String(refusal.at)), words)
        if (refusal.expected !== undefined) assert.ok(words.includes(refusal.expected), words)
      }
    }
  }
})

test("a rule of a newer version is answered in general words", () => {
  for (const rule of ["moonPhase", "__proto__", "constructor"]) {
    assert.equal(refusalWords({ ok: false, rule }, "en"), "It is not right; please look again")
    assert.equal(refusalWords({ ok: false, rule }, "zh-CN"), "号码不对，请再看一遍")
  }
})
