import type {
  Answer,
  Call,
  Case,
  Endpoint,
  hideCase,
  listCases,
  showCase,
  urgeCase,
  withdrawCase,
} from "@tongban/standards"
import type { Transport } from "./transport.ts"

/**
 * What a citizen does with their own cases on a page of the department's portal. Each refusal is a
 * `TransportFault` whose words can be shown.
 */
export interface OwnCases {
  /** Lists theirs at this department, the newest first; with `hidden: "true"` those out of sight. */
  list(query?: Call<typeof listCases>["query"]): Promise<Answer<typeof listCases>>
  /** Takes the application back (撤回), or drops the draft: until it is decided. The department reads the reason. */
  withdraw(caseId: string, reason?: string): Promise<Case>
  /** Asks the department to move on (催办), while it is its turn; once in so many days. */
  urge(caseId: string): Promise<Case>
  /** Puts a finished case out of sight: the lists leave it out, whoever asks for it still finds it. */
  hide(caseId: string): Promise<Case>
  /** Shows it again. */
  show(caseId: string): Promise<Case>
}

/** Acts on the citizen's own cases by the gateway of the page's origin. */
export const ownCases = (transport: Transport): OwnCases => ({
  list: (query = {}) => transport.get(`${path<typeof listCases>("/v1/cases")}${asked(query)}`),
  withdraw: (caseId, reason) =>
    transport.post(
      path<typeof withdrawCase>("/v1/cases/:caseId/withdrawal", caseId),
      reason === undefined ? {} : { reason },
    ),
  urge: (caseId) => transport.post(path<typeof urgeCase>("/v1/cases/:caseId/urges", caseId)),
  hide: (caseId) => transport.post(path<typeof hideCase>("/v1/cases/:caseId/hiding", caseId)),
  show: (caseId) => transport.delete(path<typeof showCase>("/v1/cases/:caseId/hiding", caseId)),
})

/** A path of the contract; another one does not compile. */
const path = <E extends Endpoint>(pattern: E["path"], caseId = ""): string =>
  pattern.replace(":caseId", encodeURIComponent(caseId))

function asked(query: object): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  return given.length === 0 ? "" : `?${new URLSearchParams(given.map(([k, v]) => [k, String(v)]))}`
}
