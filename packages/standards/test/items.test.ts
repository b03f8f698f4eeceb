import assert from "node:assert/strict"
import { suite, test } from "node:test"
import {
  itemRefusalWords,
  itemRules,
  itemTypeSchemes,
  mapItem,
  nationalCodeOf,
  ServiceItem,
} from "@tongban/standards"
import type {
  DepartmentSummary,
  ItemMapping,
  ItemNote,
  ItemRefusal,
  ItemSourceName,
  NationalCode,
  SchemeValue,
} from "@tongban/standards"
import { lintEnglish, lintSourceLanguage } from "./lint-words.ts"
import { readDirectory } from "./support/directory.ts"
import type { DirectoryRow } from "./support/directory.ts"

const { items: rows, meta, real } = readDirectory()
const { counts } = meta
const source = "sichuan-directory"

/** How often each name comes. */
function tally(names: readonly string[]): Record<string, number> {
  const result: Record<string, number> = {}
  for (const name of names) result[name] = (result[name] ?? 0) + 1
  return result
}

const key = ({ scheme, value }: SchemeValue) => `${scheme} ${value}`
const names = [...new Set(rows.map(({ department }) => department))]
/** The department of each code, as an operator may have registered them. */
function registered(codesOf: (row: DirectoryRow) => SchemeValue[]) {
  const known = new Map<string, DepartmentSummary>()
  for (const row of rows) {
    const name = { zh: row.department }
    const department = { id: `d${names.indexOf(row.department)}`, name, shortName: name }
    for (const code of codesOf(row)) known.set(key(code), department)
  }
  return { version: 1, departmentOf: (code: SchemeValue) => known.get(key(code)) }
}

const national = ({ deptCode }: DirectoryRow) => {
  const code = nationalCodeOf(deptCode)
  return code.ok ? [code.code] : []
}
const soundCodes = registered(national)
const allCodes = registered((row) => [
  ...national(row),
  { scheme: "sichuan-dept-code", value: row.deptCode },
])

const mapAll = (context: typeof allCodes) => rows.map((row) => mapItem(source, row, context))
const isMapped = (mapping: ItemMapping) => mapping.ok
const whole = rows[0] ?? assert.fail("no rows")

/** The kind of a department's code, in the words of the file's own counts. */
function kindOfCode(code: string): string {
  const read: NationalCode = nationalCodeOf(code)
  if (read.ok) {
    const [changed] = read.changes
    if (changed?.change === "upperCase") return "lower-case"
    const kind = read.code.scheme === "uscc" ? "uscc-ok" : "org-ok"
    return changed?.change === "hyphen" ? `${kind}-hyphen` : kind
  }
  if (read.rule === "length")
    return code.includes("_") ? "uscc-plus-suffix" : `other-len-${code.length}`
  return code.length === 9 ? "org-bad-check" : "uscc-bad-check"
}

/** The kind of the implementing body's code, in the same words. */
function kindOfBody(body: string | null, notes: readonly ItemNote[]): string {
  if (body === null) return "empty"
  const broken = notes.find(({ place }) => place === "embeddedBody")?.broken
  if (broken === undefined) return "uscc-ok"
  if (broken.rule === "length") return `other-len-${body.length}`
  return broken.rule === "alphabet" && body !== body.toUpperCase() ? "lower-case" : "uscc-bad-check"
}

suite(real ? "the 1,135 rows of one district" : "invented rows, for want of real ones", () => {
  test("every row is an item where the departments are registered with the codes as written", () => {
    const mapped = mapAll(allCodes)
    assert.equal(rows.length, counts.items)
    assert.equal(mapped.filter(isMapped).length, counts.items)
    for (const mapping of mapped) {
      if (!mapping.ok) continue
      assert.deepEqual(ServiceItem.parse(mapping.item), mapping.item)
    }
    const items = mapped.flatMap((each) => (each.ok ? [each.item] : []))
    assert.equal(new Set(items.map(({ code }) => code)).size, counts.uniqueItemCodes)
    assert.equal(new Set(items.map(({ department }) => department.id)).size, counts.departments)
    console.log(`items: ${rows.length} rows, ${items.length} mapped, 0 refused`)
  })

  test("where only sound codes are registered, the rows with the others are refused", () => {
    const mapped = mapAll(soundCodes)
    const kinds = counts.deptCodeKindsPerItem
    const sound = ["uscc-ok", "org-ok", "org-ok-hyphen", "lower-case"]
    const of = (isSound: boolean) =>
      Object.entries(kinds).reduce(
        (sum, [kind, count]) => (sound.includes(kind) === isSound ? sum + count : sum),
        0,
      )
    const refusals = mapped.flatMap((each) => (each.ok ? [] : each.refusals))
    assert.equal(mapped.filter(isMapped).length, of(true))
    assert.equal(refusals.length, of(false))
    for (const refusal of refusals) {
      const { place, rule, broken } = refusal
      assert.deepEqual([place, rule], ["deptCode", "department"])
      assert.ok(broken !== undefined)
    }
    console.log(
      `items: sound codes only: ${of(true)} mapped, ${of(false)} refused:`,
      tally(refusals.map((each) => Object.values(itemRefusalWords(each, "en")).join("; "))),
    )
  })

  test("the kinds of the departments' codes are counted as the file counts them", () => {
    assert.deepEqual(
      tally(rows.map(({ deptCode }) => kindOfCode(deptCode))),
      counts.deptCodeKindsPerItem,
    )
    const distinct = [...new Set(rows.map(({ deptCode }) => deptCode))]
    assert.equal(distinct.length, counts.deptCodes)
    assert.deepEqual(tally(distinct.map(kindOfCode)), counts.deptCodeKindsDistinct)
  })

  test("the kinds of the bodies' codes are counted as the file counts them", () => {
    const kinds = mapAll(allCodes).map((mapping, at) =>
      kindOfBody(rows[at]?.embeddedBody ?? null, mapping.ok ? mapping.notes : []),
    )
    assert.deepEqual(tally(kinds), counts.embeddedBodyKindsPerItem)
  })

  test("item types come out as the shared codes, counted as the file counts its own", () => {
    const { values } = itemTypeSchemes["sichuan-task-type"]
    const types = mapAll(allCodes).map((mapping) => (mapping.ok ? (mapping.item.type ?? "") : ""))
    const expected = Object.entries(counts.taskType).map(([value, count]) => [
      values[value as keyof typeof values].code,
      count,
    ])
    assert.deepEqual(tally(types), Object.fromEntries(expected))
  })

  test("no code is lost: each stands in the item as it was written, with its scheme", () => {
    for (const [at, mapping] of mapAll(allCodes).entries()) {
      const row = rows[at]
      assert.ok(mapping.ok && row !== undefined)
      const { source: kept = {} } = mapping.item
      for (const column of ["itemCode", "taskType", "deptCode", "areaCode"] as const)
        assert.equal(kept[column]?.value, row[column])
      assert.equal(kept["embeddedBody"]?.value ?? null, row.embeddedBody)
      assert.ok(Object.values(kept).every(({ scheme }) => scheme !== ""))
    }
  })
})

test("what all places share of a code is told apart from the place", () => {
  const mapped = mapItem(source, { ...whole, itemCode: `511A01-${whole.areaCode}-000-X` }, allCodes)
  assert.deepEqual(mapped.ok && mapped.item.catalogue, {
    scheme: "sichuan-catalogue",
    value: "511A01",
  })
  const local = mapItem(source, { ...whole, itemCode: "E-000004-001-X" }, allCodes)
  assert.equal(local.ok && local.item.catalogue, undefined)
})

test("a heading is another name of the item, unless it says that there is none", () => {
  const under = (mainItem: string) => {
    const mapped = mapItem(source, { ...whole, mainItem }, allCodes)
    return mapped.ok ? mapped.item.aliases : assert.fail("refused")
  }
  assert.deepEqual(under("公路养护"), ["公路养护"])
  assert.equal(under("未分类"), undefined)
  assert.equal(under(whole.name), undefined)
})

test("a row is refused at its column, by its rule, with what to do; all faults at once", () => {
  const refusalsOf = (change: object): readonly ItemRefusal[] => {
    const mapped = mapItem(source, { ...whole, ...change }, allCodes)
    return mapped.ok ? [] : mapped.refusals
  }
  const at = (place: string, rule: ItemRefusal["rule"]) => ({ place, rule })
  assert.deepEqual(refusalsOf({ taskType: "21" }), [at("taskType", "type")])
  assert.deepEqual(refusalsOf({ taskType: "__proto__" }), [at("taskType", "type")])
  assert.deepEqual(refusalsOf({ taskType: 1 }), [at("taskType", "text")])
  assert.deepEqual(refusalsOf({ name: "" }), [at("name", "length")])
  assert.deepEqual(refusalsOf({ name: "长".repeat(201), itemCode: "1".repeat(61) }), [
    at("itemCode", "length"),
    at("name", "length"),
  ])
  assert.deepEqual(refusalsOf({ name: undefined }), [at("name", "text")])
  assert.deepEqual(refusalsOf({ taskType: "3", deptCode: "11370699XY0000119C" }), [
    at("taskType", "type"),
    {
      ...at("deptCode", "department"),
      broken: { ok: false, rule: "check", at: 18, expected: "3" },
    },
  ])
  assert.deepEqual(
    itemRefusalWords(refusalsOf({ deptCode: "11370699XY0000119C" })[0] ?? assert.fail(), "zh-CN"),
    {
      rule: "没有部门登记了这个编码：第18位应为3",
      mend: "请改正，或登记给所属部门",
    },
  )
})

test("nothing but a row of a known source is mapped, and nothing is thrown", () => {
  const ruleOf = (name: string, row: unknown) => {
    const mapped = mapItem(name as ItemSourceName, row, allCodes)
    return mapped.ok ? "mapped" : mapped.refusals[0]?.rule
  }
  for (const name of ["", "__proto__", "toString", "sichuan"])
    assert.equal(ruleOf(name, whole), "source")
  for (const row of [null, undefined, "row", 1, NaN]) assert.equal(ruleOf(source, row), "row")
  assert.equal(ruleOf(source, []), "text")
  assert.equal(ruleOf(source, JSON.parse('{"__proto__": {"name": "x"}}')), "text")
  assert.equal(ruleOf(source, Object.create(whole)), "text", "what a row inherits is not its own")
  assert.equal(ruleOf(source, { ...whole, name: "\ud800" }), "text")
})

test("the words of the rules are plain in both languages", () => {
  for (const { says, mend } of Object.values(itemRules))
    for (const { zh, en } of [says, mend]) {
      lintSourceLanguage(zh)
      lintEnglish(en)
    }
})
