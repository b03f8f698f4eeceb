import assert from "node:assert/strict"
import { test } from "node:test"
import {
  caseResultSchemes,
  codeTables,
  fromShared,
  ItemType,
  itemTypes,
  itemTypeSchemes,
  materialNecessitySchemes,
  materialSourceSchemes,
  serviceObjectSchemes,
  toShared,
} from "@tongban/standards"
import type { CodeTable } from "@tongban/standards"

const tables = Object.entries<CodeTable>(codeTables)

for (const [name, { list, schemes }] of tables) {
  test(`the codes of ${name} have words in both languages`, () => {
    for (const { zh, en } of Object.values(list)) {
      assert.match(zh, /^[\p{Script=Han}（）、，0-9 ]{1,30}$/u)
      assert.match(en, /^[A-Z0-9][A-Za-z0-9 ,'-]+$/)
    }
  })

  for (const [scheme, { source, values }] of Object.entries(schemes)) {
    test(`the scheme ${scheme} of ${name} names its source and only shared codes`, () => {
      assert.notEqual(source, "")
      for (const { zh, code } of Object.values(values)) {
        assert.notEqual(zh, "")
        if (code !== undefined) assert.ok(Object.hasOwn(list, code), code)
      }
    })

    test(`where values of ${scheme} (${name}) become one code, all but the plainest say what is lost`, () => {
      const silent = Object.values(values)
        .filter(({ code, loss }) => code !== undefined && loss === undefined)
        .map(({ code }) => code)
      assert.deepEqual(silent, [...new Set(silent)])
    })

    test(`each value of ${scheme} (${name}) comes back, or is told to be one of several`, () => {
      for (const value of Object.keys(values)) {
        const shared = toShared(schemes, scheme, value)
        if (!shared.ok) {
          assert.equal(shared.rule, "unshared")
          continue
        }
        assert.deepEqual(shared.source, { scheme, value })
        const back = fromShared(schemes, scheme, shared.code)
        assert.ok(back.ok ? back.value === value : back.values?.includes(value))
      }
    })
  }
}

test("the same digit means different things in different schemes", () => {
  const result = (scheme: string, value: string) => {
    const mapped = toShared(caseResultSchemes, scheme, value)
    return mapped.ok ? mapped.code : mapped.rule
  }
  assert.equal(result("guangdong-result", "1"), "returned")
  assert.equal(result("shandong-result", "1"), "refused")
  assert.equal(result("guangdong-result", "6"), "closed")
  assert.equal(result("shandong-result", "6"), "notAccepted")

  const object = (scheme: string) => toShared(serviceObjectSchemes, scheme, "5")
  assert.deepEqual(object("c0109-2"), {
    ok: true,
    code: "unincorporated",
    source: { scheme: "c0109-2", value: "5" },
  })
  assert.deepEqual(object("gbt39046-a4"), {
    ok: true,
    code: "organ",
    source: { scheme: "gbt39046-a4", value: "5" },
  })
})

test("2 is optional in one scheme of necessity and may follow in another", () => {
  const necessity = (scheme: string) => toShared(materialNecessitySchemes, scheme, "2")
  assert.partialDeepStrictEqual(necessity("c0109-2"), { code: "optional" })
  assert.partialDeepStrictEqual(necessity("zfsoft-mustflag"), { code: "mayFollow" })
})

test("source 20 is the government's, and what 30 loses is said", () => {
  assert.partialDeepStrictEqual(toShared(materialSourceSchemes, "c0109-2", "20"), {
    code: "government",
  })
  assert.deepEqual(toShared(materialSourceSchemes, "c0109-2", "30"), {
    ok: true,
    code: "other",
    source: { scheme: "c0109-2", value: "30" },
    loss: "that an intermediary issues it",
  })
  assert.deepEqual(fromShared(materialSourceSchemes, "c0109-2", "other"), {
    ok: false,
    rule: "several",
    values: ["30", "99"],
  })
})

test("no scheme and no value is guessed, whatever is asked for", () => {
  const strange = ["", "1", "001", "１", "__proto__", "constructor", "\ud800", "9".repeat(500_000)]
  for (const value of strange) {
    assert.deepEqual(toShared(itemTypeSchemes, value, "01"), { ok: false, rule: "scheme" })
    assert.deepEqual(toShared(itemTypeSchemes, "gbt39046-a1", value), { ok: false, rule: "value" })
  }
  for (const value of [undefined, null, 1, Number.NaN, {}, Symbol("01")] as unknown as string[]) {
    assert.deepEqual(toShared(itemTypeSchemes, "gbt39046-a1", value), { ok: false, rule: "value" })
    assert.deepEqual(toShared(itemTypeSchemes, value, "01"), { ok: false, rule: "scheme" })
  }
})

test("the schema of a list takes its codes and nothing else", () => {
  for (const code of Object.keys(itemTypes)) assert.ok(ItemType.safeParse(code).success)
  for (const value of ["01", "", "toString", undefined, 1])
    assert.equal(ItemType.safeParse(value).success, false)
})
