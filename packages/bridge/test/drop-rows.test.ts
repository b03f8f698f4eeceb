import assert from "node:assert/strict"
import { test } from "node:test"
import type { Report } from "@tongban/sdk"
import { item, line, newDropping } from "./support/drop.ts"
import type { Cells } from "./support/drop.ts"

/** A row as it should be read. */
const clean: Report = {
  itemCode: item.code,
  state: "CLOSED",
  source: { scheme: "zrzy-zt", value: "已办结", text: "已办结" },
  occurredAt: "2026-11-20T17:30:00+08:00",
  effectiveOn: "2026-09-17",
  inferred: false,
  party: { scheme: "111", number: "370699198501010042" },
}
const party = (number: string) => ({ party: { scheme: "111" as const, number } })

/** The deliberate faults of 自然资源局's exports that a row may carry (the scenario's dirt.json), and their kin. */
const readAs: { kind: string; cells: Cells; as: Partial<Report> }[] = [
  { kind: "clean", cells: {}, as: {} },
  {
    kind: "leading apostrophe",
    cells: { party: "'370699198804040038" },
    as: party("370699198804040038"),
  },
  { kind: "tab", cells: { party: "\t37069920000404003X" }, as: party("37069920000404003X") },
  { kind: "lower x", cells: { party: "37069920000404003x" }, as: party("37069920000404003X") },
  {
    kind: "full-width digits",
    cells: { party: "３７０６９９１９６４０４０４００３X" },
    as: party("37069919640404003X"),
  },
  { kind: "spaces around", cells: { state: " 已办结　", party: "370699198501010042 " }, as: {} },
  { kind: "trailing space in a name", cells: { name: "陶然然 " }, as: {} },
  { kind: "rare character", cells: { name: "赵𬍛" }, as: {} },
  { kind: "comma and quote", cells: { note: `"申请人说""急用"",请先办"` }, as: {} },
  { kind: "line break", cells: { note: `"缺委托书\n已电话告知"` }, as: {} },
  { kind: "day without signs", cells: { closedOn: "20260917" }, as: {} },
  { kind: "day with slashes", cells: { closedOn: "2026/9/17" }, as: {} },
  { kind: "no number", cells: { party: "" }, as: { party: undefined } },
  {
    kind: "impossible day: no day is made up",
    cells: { closedOn: "2026-11-31" },
    as: { effectiveOn: undefined, inferred: true },
  },
  {
    kind: "unknown words: kept as they are",
    cells: { state: "省厅核验中" },
    as: {
      state: "UNKNOWN",
      source: { scheme: "zrzy-zt", value: "省厅核验中", text: "省厅核验中" },
      effectiveOn: undefined,
      inferred: true,
    },
  },
  {
    kind: "words that every object has: not looked up",
    cells: { state: "constructor" },
    as: {
      state: "UNKNOWN",
      source: { scheme: "zrzy-zt", value: "constructor", text: "constructor" },
      effectiveOn: undefined,
      inferred: true,
    },
  },
  {
    kind: "a state whose day is not exported",
    cells: { state: "待补材料", closedOn: "" },
    as: {
      state: "CORRECTION_REQUESTED",
      source: { scheme: "zrzy-zt", value: "待补材料", text: "待补材料" },
      effectiveOn: undefined,
      inferred: true,
    },
  },
]
for (const { kind, cells, as } of readAs) {
  test(`read: ${kind}`, async (t) => {
    const dropping = newDropping(t)
    dropping.drop("2026-11-20", [line(cells)])
    await dropping.look()
    assert.deepEqual(dropping.quarantine(), [])
    const expected = JSON.parse(JSON.stringify({ ...clean, ...as })) as Report
    assert.deepEqual(
      dropping.told.map(({ report }) => report),
      [expected],
    )
  })
}

const setAside: { kind: string; cells: Cells; column: string; reason: RegExp; mend: RegExp }[] = [
  {
    kind: "scientific notation",
    cells: { party: "3.70699E+17" },
    column: "证件号码",
    reason: /科学计数，后几位已经丢失/,
    mend: /设为文本/,
  },
  {
    kind: "15 digits",
    cells: { party: "370699650505003" },
    column: "证件号码",
    reason: /15 位旧号码/,
    mend: /18 位/,
  },
  {
    kind: "wrong check",
    cells: { party: "370699197111110047" },
    column: "证件号码",
    reason: /没有通过校验/,
    mend: /改正/,
  },
  {
    kind: "another kind of number",
    cells: { party: "CAN370080022901" },
    column: "证件号码",
    reason: /没有通过校验/,
    mend: /改正/,
  },
  {
    kind: "unknown item",
    cells: { item: "不动产查询" },
    column: "事项名称",
    reason: /不在对照表/,
    mend: /对照表/,
  },
  { kind: "no state", cells: { state: " " }, column: "状态", reason: /1 至 60/, mend: /填写状态/ },
  {
    kind: "no number",
    cells: { number: "" },
    column: "受理编号",
    reason: /1 至 50/,
    mend: /填写编号/,
  },
]
for (const { kind, cells, column, reason, mend } of setAside) {
  test(`set aside, with place, rule and mend: ${kind}; the rest goes on`, async (t) => {
    const dropping = newDropping(t)
    const name = dropping.drop("2026-11-20", [
      line({ number: "BDCCX-0", note: `"两\n行"` }),
      line({ number: "BDCCX-9", ...cells }),
      line(),
    ])
    await dropping.look()
    assert.deepEqual(
      dropping.told.map(({ number }) => number),
      ["BDCCX-0", "BDCCX-1"],
    )
    const [[file, row, number, at, why, how] = []] = dropping.quarantine()
    assert.deepEqual([file, row, number, at], [name, "3", cells.number ?? "BDCCX-9", column])
    assert.match(why ?? "", reason)
    assert.match(how ?? "", mend)
    const written = JSON.stringify([dropping.quarantine(), dropping.said])
    assert.ok(!written.includes(cells.party ?? "370699"), "no identity number in list or log")
  })
}

test("a total row is no case", async (t) => {
  const dropping = newDropping(t)
  dropping.drop("2026-11-20", [line(), "合计,29,,,,,,,,", ",,,,,,,,,"])
  await dropping.look()
  assert.deepEqual(
    dropping.told.map(({ number }) => number),
    ["BDCCX-1"],
  )
  assert.deepEqual(dropping.quarantine(), [])
})

test("a row with another number of cells is set aside by itself", async (t) => {
  const dropping = newDropping(t)
  dropping.drop("2026-11-20", ["BDCCX-8,宋晚", line(), `${line({ number: "BDCCX-9" })},,`])
  await dropping.look()
  assert.deepEqual(
    dropping.told.map(({ number }) => number),
    ["BDCCX-1"],
  )
  assert.deepEqual(
    dropping.quarantine().map(([, row, , , reason]) => [row, reason]),
    [
      ["2", "这一行的格数和标题不一样"],
      ["4", "这一行的格数和标题不一样"],
    ],
  )
})

test("of a number in several rows that differ none is right; rows that say the same are one", async (t) => {
  const dropping = newDropping(t)
  const twice = { number: "BDCCX-2" }
  dropping.drop("2026-11-20", [line(twice), line(), line({ ...twice, state: "受理中" }), line()])
  await dropping.look()
  assert.deepEqual(
    dropping.told.map(({ number }) => number),
    ["BDCCX-1"],
  )
  assert.deepEqual(
    dropping.quarantine().map(([, row, number]) => [row, number]),
    [
      ["2", "BDCCX-2"],
      ["4", "BDCCX-2"],
    ],
  )
})
