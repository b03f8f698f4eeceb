import { mkdirSync, renameSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { PickedMaterials } from "@tongban/standards"
import type { ServiceItem } from "@tongban/standards"
import type { Received, Tongban } from "@tongban/sdk"
import type { CasesTable, Row } from "./cases-table.ts"
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

  const handles = PickedMaterials.parse(JSON.parse(materials)).items.map(({ handle }) => handle)
  const localNumber = by.table.allotNumber(by.item.code, draft, by.now)
  const received = await by.tongban.materials.redeem(handles, {
    localNumber,
    operator: { kind: "system", name: "scjg-portal" },
  })
  const [paper] = received
  if (paper === undefined || paper.caseId !== draft)
    throw new Error("the papers belong to another draft")
  return by.table.insert(
    {
      SBLSH: localNumber,
      SXBM: by.item.code,
      SXMC: by.item.name.zh,
      ...form,
      TBBJID: draft,
      HDBH: paper.useReceipt.acc,
      ...keep(paper, by.papers, localNumber),
    },
    by.now,
  )
}

/** Stores a delivered paper; one that is owed is noted as such. */
function keep(
  paper: Received,
  folder: string,
  localNumber: string,
): Pick<Row, "CLMC" | "CLZY" | "CLLJ"> {
  const name = paper.material.name.zh
  if (paper.status === "owed") return { CLMC: `${name}（待补发）`, CLZY: null, CLLJ: null }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, `${localNumber}.txt`)
  writeFileSync(`${file}.new`, paper.bytes, { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return { CLMC: name, CLZY: paper.material.digest, CLLJ: file }
}
