import type { Requirement } from "../nouns/item.ts"

/** What a citizen may upload. The type is told by the content, never by the name of the file. */
export const uploadRules = {
  mediaTypes: ["application/pdf", "image/png", "image/jpeg"],
  /** As much as a recipient takes. */
  mostBytes: 20 * 1024 * 1024,
  /** Files that one person may have begun and not finished. */
  mostOpen: 10,
  /** Whole files that one person may have without a department having taken them. */
  mostUnused: 50,
} as const

/** Whether a requirement takes what the citizen uploads: grade C (国办函〔2016〕108号). */
export const acceptsUpload = ({ acceptedGrades }: Pick<Requirement, "acceptedGrades">): boolean =>
  acceptedGrades.includes("C")

/** The header that names the material which an upload has become. */
export const materialHeader = "tongban-material"
