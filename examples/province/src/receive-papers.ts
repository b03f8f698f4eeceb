import { createHash } from "node:crypto"
import { mkdirSync, renameSync, writeFileSync } from "node:fs"
import { basename, join } from "node:path"
import { PickedMaterials } from "@tongban/standards"
import type { PickedItem } from "@tongban/standards"
import type { ReceivedPaper as PaperCame, Tongban } from "@tongban/sdk"
import type { PromisedPaper } from "./promised-papers.ts"

/** What came for an application: papers, and promises of others (容缺后补). */
export interface Taken {
  papers: ReceivedPaper[]
  promised: PromisedPaper[]
}

/** A paper of an application; one whose owner was away has neither digest nor file yet. */
export interface ReceivedPaper {
  /** The requirement's key. */
  requirement: string
  name: string
  digest: string | undefined
  file: string | undefined
  /** 使用回执 */
  receipt: string
  /** With which an owed paper is asked for again. */
  handle?: string
}

/** What the picker chose: for which requirement, by which handle. */
export type Picked = Pick<PickedItem, "requirement" | "handle">

export interface Receiving {
  tongban: Tongban
  /** The case that the papers were picked for, and its number here. */
  caseId: string
  localNumber: string
  picked: readonly Picked[]
  /** The portal's system, as the operator of an online submission. */
  operator: string
  folder: string
}

/** What the value of the picker in the form says. */
export const pickedIn = (materials: string): Picked[] =>
  PickedMaterials.parse(JSON.parse(materials)).items

/** Redeems what was picked, for the case it was picked for, and keeps what arrived. */
export async function receivePapers(by: Receiving): Promise<Taken> {
  const handles = by.picked.map(({ handle }) => handle)
  const received = await by.tongban.materials.redeem(handles, {
    localNumber: by.localNumber,
    operator: { kind: "system", name: by.operator },
  })
  if (received.some((paper) => paper.caseId !== by.caseId))
    throw new Error("the papers belong to another case")
  return {
    papers: received.flatMap((each) => (each.status === "promised" ? [] : [keep(each, by)])),
    promised: received.flatMap((each) => (each.status === "promised" ? [each] : [])),
  }
}

const endings: Record<string, string> = {
  "application/pdf": ".pdf",
  "image/jpeg": ".jpg",
  "image/png": ".png",
}

/** Stores a delivered paper; one that is owed is noted as such. */
function keep(paper: PaperCame, { folder, localNumber, picked }: Receiving): ReceivedPaper {
  const { material, requirement, useReceipt } = paper
  const known = { requirement, receipt: useReceipt.acc }
  if (paper.status === "owed") {
    const { handle } = picked.find((each) => each.requirement === requirement) ?? {}
    const name = `${material.name.zh}（待补发）`
    return { ...known, name, digest: undefined, file: undefined, ...(handle && { handle }) }
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const ending = endings[material.mediaType] ?? ".txt"
  const file = join(folder, `${localNumber}-${requirement}-${useReceipt.acc.slice(0, 12)}${ending}`)
  writeFileSync(`${file}.new`, paper.bytes, { mode: 0o600 })
  renameSync(`${file}.new`, file)
  // Of the file as it lies here: a marked copy is not the registered original.
  const digest = createHash("sha256").update(paper.bytes).digest("hex")
  return { ...known, name: material.name.zh, digest, file }
}

/** How a clerk's browser takes a received paper: a PDF is opened, anything else is saved. */
export const shownAs = (file: string) => {
  const isPdf = file.endsWith(".pdf")
  return {
    "content-disposition": `${isPdf ? "inline" : "attachment"}; filename="${basename(file)}"`,
    "content-type": isPdf ? "application/pdf" : "application/octet-stream",
    "x-content-type-options": "nosniff",
  }
}
