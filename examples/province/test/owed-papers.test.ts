import assert from "node:assert/strict"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { suite, test } from "node:test"
import { openApplications } from "../src/modern/applications.ts"
import { openCasesTable } from "../src/old/cases-table.ts"
import type { OwedPapers } from "../src/owed-papers.ts"

const now = new Date("2026-11-24T02:00:00Z")
const owed = {
  localNumber: "N6",
  caseId: "owes",
  requirement: "r6",
  receipt: "acc-6",
  handle: "tbh1_handle",
}
const arrived = { requirement: "r6", name: "证书", digest: "d", file: "f", receipt: "acc-6" }

interface Kind {
  name: string
  /** Opens the table, with an application that waits for `owed` where there was none. */
  open(file: string): OwedPapers & { close(): void; fileOf(): string | null | undefined }
}

const kinds: Kind[] = [
  {
    name: "the old portal's",
    open(file) {
      const table = openCasesTable(file)
      const row = { SBLSH: owed.localNumber, TBBJID: owed.caseId, SXBM: "i", SXMC: "某事" }
      const paper = { CLBH: owed.requirement, CLMC: "证书（待补发）", CLZY: null, CLLJ: null }
      if (table.find(owed.localNumber) === undefined)
        table.insert(
          { ...row, SQRXM: "何秋月", LXDH: "15400001003", JYCS: "样例路" },
          [{ ...paper, HDBH: owed.receipt, PJ: owed.handle }],
          now,
        )
      return { ...table, fileOf: () => table.papersOf(owed.localNumber)[0]?.CLLJ }
    },
  },
  {
    name: "the modern portal's",
    open(file) {
      const table = openApplications(file)
      const row = { projid: owed.localNumber, tbcaseid: owed.caseId, tbsub: "sub" }
      const paper = { ...owed, name: "证书（待补发）", digest: undefined, file: undefined }
      if (table.find(owed.localNumber) === undefined)
        table.insert(
          {
            ...row,
            servicecode: "i",
            servicename: "某事",
            projectname: "何记面馆",
            applyname: "何秋月",
            telphone: "15400001003",
          },
          [paper],
          now,
        )
      return { ...table, fileOf: () => table.papersOf(owed.localNumber)[0]?.file }
    },
  },
]

for (const { name, open } of kinds) {
  suite(`${name} table: a paper that is owed`, () => {
    test("is known with its handle until it comes, also after a restart", (t) => {
      const folder = mkdtempSync(join(tmpdir(), "tongban-owed-"))
      const file = join(folder, "business.sqlite")
      const before = open(file)
      before.close()
      const table = open(file)
      t.after(() => {
        table.close()
        rmSync(folder, { recursive: true })
      })
      const asked = () => table.owed().map((paper) => ({ ...paper }))
      assert.deepEqual(asked(), [owed])
      table.arrived(owed.localNumber, arrived)
      assert.deepEqual(asked(), [])
      assert.equal(table.fileOf(), "f")
    })
  })
}
