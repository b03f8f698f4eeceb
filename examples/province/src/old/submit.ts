import { mkdirSync, renameSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { PickedMaterials } from "@tongban/standards"
import type { ServiceItem } from "@tongban/standards"
import type { Received, Tongban } from "@tongban/sdk"
import { inCorrection } from "./cases-table.ts"
import type { CasesTable, Paper, Row } from "./cases-table.ts"
import type { Form } from "./pages.ts"

export interface Submitting {
  tongban: Tongban
  table: CasesTable
  item: Pick<ServiceItem, "code" | "name">
  /** Where received papers are kept. */
  papers: string
  now: Date
}

/**
 * Takes an application in: its number, its papers, then its row. A refused redemption throws, and
 * there is no row; a paper whose owner is away is owed, and the application stands.
 */
export async function submit(
  draft: string,
  form: Form,
  materials: string,
  by: Submitting,
): Promise<Row> {
  const known = by.table.findByCase(draft)
  // Sent twice, or reloaded: the same application.
  if (known !== undefined) return known

  const localNumber = by.table.allotNumber(by.item.code, draft, by.now)
  const papers = await redeemed(draft, localNumber, materials, by)
  const row = { SBLSH: localNumber, SXBM: by.item.code, SXMC: by.item.name.zh, TBBJID: draft }
  // Sent twice at once: the other one may have been faster.
  return by.table.findByCase(draft) ?? by.table.insert({ ...row, ...form }, papers, by.now)
}

/** Takes in what a correction asked for. Sent twice, it is taken once. */
export async function supply(row: Row, materials: string, by: Submitting): Promise<void> {
  if (row.BLZT !== inCorrection) return
  by.table.supply(row.SBLSH, await redeemed(row.TBBJID ?? "", row.SBLSH, materials, by), by.now)
}

/** Redeems what was picked, for the case it was picked for, and keeps what arrived. */
async function redeemed(
  caseId: string,
  localNumber: string,
  materials: string,
  by: Submitting,
): Promise<Paper[]> {
  const handles = PickedMaterials.parse(JSON.parse(materials)).items.map(({ handle }) => handle)
  const received = await by.tongban.materials.redeem(handles, {
    localNumber,
    operator: { kind: "system", name: "scjg-portal" },
  })
  if (received.some((paper) => paper.caseId !== caseId))
    throw new Error("the papers belong to another case")
  return received.map((paper) => keep(paper, by.papers, localNumber))
}

const endings: Record<string, string> = {
  "application/pdf": ".pdf",
  "image/jpeg": ".jpg",
  "image/png": ".png",
}

/** Stores a delivered paper; one that is owed is noted as such. */
function keep(paper: Received, folder: string, localNumber: string): Paper {
  const { material, requirement, useReceipt } = paper
  const known = { CLBH: requirement, HDBH: useReceipt.acc }
  if (paper.status === "owed") {
    return { ...known, CLMC: `${material.name.zh}（待补发）`, CLZY: null, CLLJ: null }
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const ending = endings[material.mediaType] ?? ".txt"
  const file = join(folder, `${localNumber}-${requirement}-${useReceipt.acc.slice(0, 12)}${ending}`)
  writeFileSync(`${file}.new`, paper.bytes, { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return { ...known, CLMC: material.name.zh, CLZY: material.digest, CLLJ: file }
}
