import type { CaseState } from "./states.ts"

/**
 * The codes of each scheme and the shared states that they mean. A new scheme is a new entry here, with
 * the source that its codes were read from; a code without a shared state is left out, not guessed.
 */
export const stateSchemes = {
  // Epoint's ProjectShStatus (case.json, `epointStatus`).
  epoint: {
    "10": "DRAFT",
    "12": "SUBMITTED",
    "14": "PRE_REVIEW_RETURNED",
    "26": "RECEIVED",
    "28": "CORRECTION_REQUESTED",
    "30": "ACCEPTED",
    "90": "CLOSED",
    "97": "NOT_ACCEPTED",
    "99": "TERMINATED",
  },
  // Zhejiang's 办件状态, `pre_apasinfo.handlestate` (case.json, several sources). 11 挂起 has no shared
  // state yet; whether 10 was granted or refused stands in `transactResult`.
  "apas-status": {
    "02": "RECEIVED",
    "05": "ACCEPTED",
    "06": "CORRECTION_REQUESTED",
    "07": "NOT_ACCEPTED",
    "09": "TERMINATED",
    "10": "CLOSED",
    "12": "IN_REVIEW",
    "13": "TERMINATED",
  },
} as const satisfies Record<string, Record<string, CaseState>>

/** A scheme of state codes that this version knows. */
export type StateScheme = keyof typeof stateSchemes

/** Whether the codes of a scheme stand in the table. */
export const isStateScheme = (scheme: string): scheme is StateScheme =>
  Object.hasOwn(stateSchemes, scheme)

/**
 * The shared state of a code in a named scheme. Never guessed: the same digit means different things
 * in different schemes.
 *
 * @returns undefined for a scheme or code that is not in the table: keep the source value and its words
 */
export function sharedStateOf(scheme: string, value: string): CaseState | undefined {
  if (!isStateScheme(scheme)) return undefined
  const codes: Record<string, CaseState> = stateSchemes[scheme]
  return Object.hasOwn(codes, value) ? codes[value] : undefined
}
