import { caseStates } from "./states.ts"
import type { CaseState } from "./states.ts"

/** Codes of further schemes, beside the one that each state stems from. */
const furtherCodes: readonly { scheme: string; value: string; state: CaseState }[] = [
  // Zhejiang's 办件状态, `pre_apasinfo.handlestate` (case.json, several sources). 11 挂起 has no shared
  // state yet; whether 10 was granted or refused stands in `transactResult`.
  { scheme: "apas-status", value: "02", state: "RECEIVED" },
  { scheme: "apas-status", value: "05", state: "ACCEPTED" },
  { scheme: "apas-status", value: "06", state: "CORRECTION_REQUESTED" },
  { scheme: "apas-status", value: "07", state: "NOT_ACCEPTED" },
  { scheme: "apas-status", value: "09", state: "TERMINATED" },
  { scheme: "apas-status", value: "10", state: "CLOSED" },
  { scheme: "apas-status", value: "12", state: "IN_REVIEW" },
  { scheme: "apas-status", value: "13", state: "TERMINATED" },
]

const codes = [
  ...caseStates.map(({ source, code }) => ({ ...source, state: code })),
  ...furtherCodes,
]

/**
 * The shared state of a code in a named scheme. Never guessed: the same digit means different things
 * in different schemes.
 *
 * @returns undefined for a scheme or code that is not in the table: keep the source value and its words
 */
export const sharedStateOf = (scheme: string, value: string): CaseState | undefined =>
  codes.find((each) => each.scheme === scheme && each.value === value)?.state
