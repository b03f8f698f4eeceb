import type { CaseState } from "./states.ts"
import type { Correction } from "../nouns/case.ts"
import type { SourceState } from "../nouns/values.ts"

/** Procedures whose time is not counted (行政许可法(2019) 45). Another name does not stop the clock. */
export const specialProcedures = {
  hearing: { zh: "听证", en: "Hearing" },
  tender: { zh: "招标", en: "Tender" },
  auction: { zh: "拍卖", en: "Auction" },
  inspection: { zh: "检验", en: "Inspection" },
  testing: { zh: "检测", en: "Testing" },
  quarantine: { zh: "检疫", en: "Quarantine" },
  appraisal: { zh: "鉴定", en: "Appraisal" },
  expertReview: { zh: "专家评审", en: "Expert review" },
} as const

/** A procedure that stops the clock. */
export type SpecialProcedureKind = keyof typeof specialProcedures

/** A step of a case (环节) to a shared state, with the facts that its rules ask for. */
export interface CaseStep {
  id: string
  to: CaseState
  /** When it was recorded: an instant, RFC 3339. */
  recordedAt: string
  /** The legal day on which it takes effect, `YYYY-MM-DD`: a deemed acceptance counts from the receipt. */
  effectiveOn: string
  /** The state in the department's own scheme and words. */
  source?: SourceState
  /** Who took it: an office or a role, never a name. */
  by?: string
  reason?: string
  /** The number of its written document (文书编号). */
  document?: string
  /** How the application came; some local limits are only for those made online. */
  channel?: "online" | "window"
  /** What is asked for, where `to` is CORRECTION_REQUESTED. */
  correction?: Correction
  /** Accepted by silence (视为受理), where `to` is ACCEPTED. */
  deemed?: boolean
  /** Where `to` is SPECIAL_PROCEDURE: what it is, and the last day of the time that the notice states. */
  special?: { kind: SpecialProcedureKind; until: string }
  /** An extension (延长), working days and who approved it, where a case in review stays in review. */
  extension?: { days: number; approvedBy: string }
  /** Whether the right to reconsideration and suit was told, where `to` is DECIDED_REFUSED. */
  remediesTold?: boolean
}

/**
 * The mending of a clerk's mistake (更正): the steps from one on did not happen. They stay in the
 * history; the case is again where it was before them, and what did happen is told by new steps.
 */
export interface CaseMend {
  id: string
  /** The id of the first mistaken step. It and all after it no longer stand. */
  mends: string
  recordedAt: string
  by: string
  reason: string
}

/** What a history holds, oldest first. */
export type CaseEntry = CaseStep | CaseMend

/** Whether an entry mends what was recorded before it. */
export const isMend = (entry: CaseEntry): entry is CaseMend => "mends" in entry

/** The steps that stand: those that no mending took back. */
export function standingSteps(entries: readonly CaseEntry[]): CaseStep[] {
  const standing: CaseStep[] = []
  for (const entry of entries) {
    if (!isMend(entry)) standing.push(entry)
    else standing.splice(placeOf(entry.mends, standing))
  }
  return standing
}

/** The place of a step; behind the last where there is no such step, so that nothing is taken back. */
function placeOf(id: string, steps: readonly CaseStep[]): number {
  const place = steps.findIndex((step) => step.id === id)
  return place === -1 ? steps.length : place
}
