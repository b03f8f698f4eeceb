import type { ServiceItem } from "@tongban/standards"
import type { Tongban } from "@tongban/sdk"
import type { PromisedPaper } from "../promised-papers.ts"
import { pickedIn, receivePapers } from "../receive-papers.ts"
import type { Picked } from "../receive-papers.ts"
import { inCorrection } from "./cases-table.ts"
import type { CasesTable, Paper, Row } from "./cases-table.ts"
import type { Form } from "./pages.ts"

/** How the portal's system names itself, as the operator of an online submission. */
export const operator = "scjg-portal"

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
  const localNumber = by.table.allotNumber(by.item.code, draft, by.now)
  const { papers, promised } = await redeemed(draft, localNumber, pickedIn(materials), by)
  const row = { SBLSH: localNumber, SXBM: by.item.code, SXMC: by.item.name.zh, TBBJID: draft }
  // Sent twice at once: the other one may have been faster.
  return (
    by.table.findByCase(draft) ?? by.table.insert({ ...row, ...form }, papers, by.now, promised)
  )
}

/** Takes in what a correction asked for, or what was promised. Sent twice, it is taken once. */
export async function supply(row: Row, materials: string, by: Submitting): Promise<void> {
  const { papers } = await redeemed(row.TBBJID ?? "", row.SBLSH, pickedIn(materials), by)
  if (row.BLZT === inCorrection) by.table.supply(row.SBLSH, papers, by.now)
  else by.table.takePromised(row.SBLSH, papers)
}

/** What the picker chose, as rows of the table's papers; and what was promised. */
async function redeemed(
  caseId: string,
  localNumber: string,
  picked: readonly Picked[],
  { tongban, papers: folder }: Pick<Submitting, "tongban" | "papers">,
): Promise<{ papers: Paper[]; promised: PromisedPaper[] }> {
  const { papers, promised } = await receivePapers({
    tongban,
    caseId,
    localNumber,
    picked,
    operator,
    folder,
  })
  const rows = papers.map(({ requirement, name, digest, file, receipt, handle }) => ({
    CLBH: requirement,
    CLMC: name,
    CLZY: digest ?? null,
    CLLJ: file ?? null,
    HDBH: receipt,
    PJ: handle ?? null,
  }))
  return { papers: rows, promised }
}
