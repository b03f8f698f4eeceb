import assert from "node:assert/strict"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, suite, test } from "node:test"
import { openCasesTable } from "../src/old/cases-table.ts"
import type { CasesTable } from "../src/old/cases-table.ts"

const item = "11370699XY000011934370199001001"
const now = new Date("2026-11-23T16:30:00Z") // Already the 24th in Shanghai.

suite("the old portal's table", () => {
  let folder: string
  let table: CasesTable

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "tongban-table-"))
    table = openCasesTable(join(folder, "business.sqlite"))
  })
  after(() => {
    table.close()
    rmSync(folder, { recursive: true })
  })

  const rowOf = (SBLSH: string, TBBJID: string) => ({
    SBLSH,
    SXBM: item,
    SXMC: "食品经营许可（新办）",
    SQRXM: "何秋月",
    LXDH: "15400001003",
    JYCS: "澄湾市样例路18号",
    TBBJID,
  })

  test("fifty drafts by five connections get fifty numbers of the day in Shanghai", () => {
    const tables = Array.from({ length: 5 }, () => openCasesTable(join(folder, "business.sqlite")))
    const numbers = Array.from({ length: 50 }, (_, at) =>
      tables[at % 5]?.allotNumber(item, `draft-${at}`, now),
    )
    assert.equal(new Set(numbers).size, 50)
    for (const number of numbers) assert.match(number ?? "", /^\w{31}20261124\d{4}$/)
    for (const each of tables) each.close()
  })

  test("the same draft always gets the same number", () => {
    assert.equal(table.allotNumber(item, "same", now), table.allotNumber(item, "same", new Date()))
  })

  test("a draft makes one row, never two", () => {
    table.insert(rowOf("N1", "draft"), [], now)
    assert.throws(() => table.insert(rowOf("N2", "draft"), [], now), /UNIQUE/)
    assert.equal(table.findByCase("draft")?.SBLSH, "N1")
  })

  test("its times are Shanghai's, whatever the process's time zone", () => {
    assert.equal(table.insert(rowOf("N3", "time"), [], now).SBSJ, "2026-11-24 00:30:00")
  })

  test("an application and its papers come together or not at all", () => {
    const paper = { CLBH: "r6", CLMC: "证书", CLZY: "d", CLLJ: "f", HDBH: "acc" }
    assert.throws(() => table.insert(rowOf("N4", "two"), [paper, paper], now), /UNIQUE/)
    assert.equal(table.find("N4"), undefined)
    table.insert(rowOf("N4", "two"), [paper], now)
    assert.equal(table.papersOf("N4").length, 1)
  })

  test("what a correction asks for is taken once, and the clerk looks again", () => {
    table.insert(rowOf("N5", "asked"), [], now)
    const paper = { CLBH: "r6", CLMC: "证书", CLZY: "d", CLLJ: "f", HDBH: "acc-5" }
    assert.equal(table.supply("N5", [paper], now), false, "nothing is asked for yet")
    assert.ok(table.askFor("N5", { list: "r6 缺第 2 页", dueOn: "2026-12-03" }, now))
    assert.equal(table.find("N5")?.BLZT, "28")
    assert.deepEqual(
      [table.supply("N5", [paper], now), table.supply("N5", [paper], now)],
      [true, false],
    )
    assert.equal(table.find("N5")?.BLZT, "26")
    assert.equal(table.papersOf("N5").length, 1)
  })
})
