import assert from "node:assert/strict"
import { test } from "node:test"
import * as fc from "fast-check"
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
  ItemCode,
  LicenceIdentifier,
  MobileNumber,
  normalizeIdentifier,
  normalizeMobileNumber,
  OrganizationCode,
  refusalRules,
  RegionCode,
  ResidentIdNumber,
  UnifiedSocialCreditCode,
} from "@tongban/standards"
import type { Checked } from "@tongban/standards"

const today = "2026-11-25"
type Check = (value: unknown) => Checked

const resident: Check = (value) => checkResidentIdNumber(value, today)
const foreign: Check = (value) => checkForeignPermanentResidentNumber(value, today)

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`))
const characters = (text: string) => Array.from(text)
const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
const of = (alphabet: string, length: number) =>
  fc
    .array(fc.constantFrom(...characters(alphabet)), { minLength: length, maxLength: length })
    .map((all) => all.join(""))
const birth = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2026-11-24"), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10).replaceAll("-", ""))

/** Puts what a check expects where it expects it, until it is content. */
function mended(value: string, check: Check): string {
  for (let tries = 0; tries < 4; tries++) {
    const { at, expected } = { at: undefined, expected: undefined, ...check(value) }
    if (at === undefined || expected === undefined) return value
    value = value.slice(0, at - 1) + expected + value.slice(at)
  }
  return value
}

const creditCodes = of("0123456789ABCDEFGHJKLMNPQRTUWXY", 16).map((body) =>
  mended(`${body}00`, checkUnifiedSocialCreditCode),
)

const promised = [
  {
    name: "a resident number",
    check: resident,
    valid: fc
      .tuple(fc.constantFrom("110105", "370602", "820000"), birth, digits(3))
      .map((parts) => mended(`${parts.join("")}0`, resident)),
  },
  {
    name: "a foreign permanent resident's number",
    check: foreign,
    valid: fc
      .tuple(fc.constantFrom("911124", "937840"), birth, digits(3))
      .map((parts) => mended(`${parts.join("")}0`, foreign)),
  },
  { name: "a credit code", check: checkUnifiedSocialCreditCode, valid: creditCodes },
  {
    name: "a licence identifier",
    check: checkLicenceIdentifier,
    valid: fc
      .tuple(of(letters, 21), of(letters, 18), fc.integer({ min: 1, max: 30 }), digits(3))
      .chain(([type, issuer, length, version]) =>
        of(letters, length).map((serial) =>
          mended(`1.2.156.3005.2.${type}.${issuer}.${serial}.${version}.0`, checkLicenceIdentifier),
        ),
      ),
  },
]

for (const { name, check, valid } of promised) {
  test(`every single wrong character of ${name} is noticed`, () => {
    const change = fc.tuple(
      valid,
      fc.nat(),
      fc.constantFrom(...characters(letters), "x", "０", " ", ".", "\ud800"),
    )
    fc.assert(
      fc.property(change, ([value, at, other]) => {
        assert.deepEqual(check(value), { ok: true }, value)
        const place = at % value.length
        fc.pre(value.charAt(place) !== other)
        const changed = value.slice(0, place) + other + value.slice(place + 1)
        assert.equal(check(changed).ok, false, changed)
      }),
      { numRuns: 2000 },
    )
  })
}

const organizationCodes = of(letters, 8).map((body) => mended(`${body}0`, checkOrganizationCode))
const valueOf = (character: string) => letters.indexOf(character)

test("a wrong character of an organisation code is noticed, unless the two differ by 11, 22 or 33 (0 and B)", () => {
  fc.assert(
    fc.property(
      organizationCodes,
      fc.nat(7),
      fc.constantFrom(...characters(letters)),
      (value, place, other) => {
        assert.deepEqual(checkOrganizationCode(value), { ok: true }, value)
        const changed = value.slice(0, place) + other + value.slice(place + 1)
        const unnoticed = (valueOf(other) - valueOf(value.charAt(place))) % 11 === 0
        assert.equal(checkOrganizationCode(changed).ok, unnoticed, changed)
      },
    ),
    { numRuns: 2000 },
  )
})

test("a wrong character of an item code is noticed among the first 18, and behind only by form", () => {
  const codes = fc
    .tuple(creditCodes, fc.constantFrom(...characters("1234567")), digits(12))
    .map((parts) => parts.join(""))
  fc.assert(
    fc.property(
      codes,
      fc.nat(30),
      fc.constantFrom(...characters(letters)),
      (value, place, other) => {
        assert.deepEqual(checkItemCode(value), { ok: true }, value)
        fc.pre(value.charAt(place) !== other)
        const changed = value.slice(0, place) + other + value.slice(place + 1)
        const form = place === 18 ? /[1-7]/ : /[0-9]/
        assert.equal(checkItemCode(changed).ok, place >= 18 && form.test(other), changed)
      },
    ),
    { numRuns: 2000 },
  )
})

const checks: [string, Check][] = [
  ["resident number", resident],
  ["former resident number", checkFormerResidentIdNumber],
  ["foreign permanent resident's number", foreign],
  ["foreign permanent resident's number of 2017", checkFormerForeignPermanentResidentNumber],
  ["credit code", checkUnifiedSocialCreditCode],
  ["organisation code", checkOrganizationCode],
  ["licence identifier", checkLicenceIdentifier],
  ["item code", checkItemCode],
  ["region code", checkRegionCode],
  ["mobile number", checkMobileNumber],
]
const schemas = [
  ResidentIdNumber,
  ForeignPermanentResidentNumber,
  UnifiedSocialCreditCode,
  OrganizationCode,
  LicenceIdentifier,
  ItemCode,
  RegionCode,
  MobileNumber,
]

/** What forms, files and attackers send. */
const bad = [
  undefined,
  null,
  Number.NaN,
  110105194912310020n,
  true,
  [],
  {},
  { toString: () => "11010519491231002X" },
  Symbol("x"),
  () => "",
]
const unasked = new Proxy({}, { get: () => assert.fail("was asked") })
const strange = [
  "",
  "__proto__",
  "constructor",
  "\ud800".repeat(18),
  "\0".repeat(18),
  "９".repeat(18),
]

for (const [name, check] of checks) {
  test(`a ${name} that is no text is refused and never thrown at or asked`, () => {
    for (const value of [...bad, unasked])
      assert.deepEqual(check(value), { ok: false, rule: "text" })
  })

  test(`strange text for a ${name} is refused by a rule that has words`, () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.constantFrom(...strange), fc.string({ unit: "binary", maxLength: 40 })),
        (text) => {
          const checked = check(text)
          assert.ok(checked.ok || refusalRules.includes(checked.rule))
        },
      ),
    )
    for (const text of strange) assert.equal(check(text).ok, false)
  })

  test(`a ${name} of 500 KB is refused by its length, before any of it is read`, () => {
    for (const unit of ["9", "1.2.156.3005.2.", "A", "\ud83d"]) {
      const checked = check(unit.repeat(500_000 / unit.length))
      assert.ok(!checked.ok && ["length", "tooLong"].includes(checked.rule))
    }
  })
}

test("10,000 refusals of 500 KB by every check need less than a second", () => {
  const long = "9".repeat(500_000)
  const began = performance.now()
  for (let i = 0; i < 10_000; i++) for (const [, check] of checks) check(long)
  for (let i = 0; i < 10_000; i++) normalizeIdentifier(long)
  assert.ok(performance.now() - began < 1000)
})

test("the schemas refuse the same without a throw", () => {
  for (const schema of schemas) {
    for (const value of [...bad, ...strange, "9".repeat(500_000)])
      assert.equal(schema.safeParse(value).success, false)
  }
})

test("what is normal already is offered unchanged", () => {
  assert.deepEqual(normalizeIdentifier("11010519491231002X"), {
    ok: true,
    value: "11010519491231002X",
    changes: [],
  })
})

test("each change of a normalisation is told with its place", () => {
  assert.deepEqual(normalizeIdentifier(" １1-x\u3000"), {
    ok: true,
    value: "11X",
    changes: [
      { change: "space", at: 1 },
      { change: "halfWidth", at: 2 },
      { change: "hyphen", at: 4 },
      { change: "upperCase", at: 5 },
      { change: "space", at: 6 },
    ],
  })
  assert.deepEqual(normalizeMobileNumber("+86 138-0013-8000"), {
    ok: true,
    value: "13800138000",
    changes: [
      { change: "space", at: 4 },
      { change: "hyphen", at: 8 },
      { change: "hyphen", at: 13 },
      { change: "countryCode", at: 1 },
    ],
  })
})

test("a normalisation changes nothing twice, and never without saying so", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      const once = normalizeIdentifier(text)
      assert.ok(once.ok)
      assert.equal(once.changes.length === 0, once.value === text)
      assert.deepEqual(normalizeIdentifier(once.value), {
        ok: true,
        value: once.value,
        changes: [],
      })
    }),
  )
})

test("what cannot be normalised is a typed refusal", () => {
  for (const value of bad) assert.deepEqual(normalizeIdentifier(value), { ok: false, rule: "text" })
  assert.deepEqual(normalizeMobileNumber("9".repeat(500_000)), {
    ok: false,
    rule: "tooLong",
    expected: "200",
  })
})
