import * as z from "zod/mini"
import { endpoint } from "./endpoint.ts"
import { departmentOnly, ownOnly } from "./reach.ts"
import { CaseReport } from "../nouns/case-report.ts"
import { Case, LocalNumber } from "../nouns/case.ts"
import { AnyItemCode, Id } from "../nouns/values.ts"

/** Opens a draft before the form is filled (protocol M0a). A draft lives 30 days. */
export const openCase = endpoint({
  id: "cases.open",
  kind: "json",
  method: "POST",
  path: "/v1/cases",
  summary: "Open a draft case for the citizen who is logged in.",
  callers: ["citizen"],
  reach: [],
  scope: "case:create",
  idempotent: true,
  body: z.strictObject({ itemCode: AnyItemCode }),
  answer: Case,
  status: 201,
  problems: ["item_unknown"],
})

/** Reads one case: the citizen's own, or the department's own. */
export const getCase = endpoint({
  id: "cases.get",
  kind: "json",
  method: "GET",
  path: "/v1/cases/:caseId",
  summary: "Read one case.",
  callers: ["citizen", "sync"],
  reach: [
    {
      object: "case",
      at: "params.caseId",
      none: "not_found",
      sees: { citizen: ownOnly, sync: departmentOnly },
    },
  ],
  scope: "case:read",
  params: z.strictObject({ caseId: Id }),
  answer: Case,
  problems: ["not_found"],
})

/** Finds one case by the number that the department gave it: the citizen's own, or the department's own. */
export const findCase = endpoint({
  id: "cases.find",
  kind: "json",
  method: "GET",
  path: "/v1/case-numbers/:localNumber",
  summary: "Find one's own case at the department by its local number.",
  callers: ["citizen", "sync"],
  reach: [
    {
      object: "caseNumber",
      at: "params.localNumber",
      none: "not_found",
      sees: { citizen: ownOnly, sync: departmentOnly },
    },
  ],
  scope: "case:read",
  params: z.strictObject({ localNumber: LocalNumber }),
  answer: Case,
  problems: ["not_found"],
})

/** The case as it stands, at once and again after each change. */
export const watchCase = endpoint({
  id: "cases.watch",
  kind: "stream",
  method: "GET",
  path: "/v1/cases/:caseId/events",
  summary: "Follow one case by server-sent events.",
  callers: ["citizen"],
  reach: [{ object: "case", at: "params.caseId", none: "not_found", sees: { citizen: ownOnly } }],
  scope: "case:read",
  params: z.strictObject({ caseId: Id }),
  answer: Case,
  problems: ["not_found"],
})

/** Reports a case by its local number. The number that a redemption bound to a draft names that draft. */
export const reportCase = endpoint({
  id: "cases.report",
  kind: "json",
  method: "POST",
  path: "/v1/case-reports/:localNumber",
  summary: "Report the state of a department's own case by its local number.",
  callers: ["sync"],
  reach: [
    {
      object: "caseNumber",
      at: "params.localNumber",
      none: "served",
      sees: { sync: departmentOnly },
    },
  ],
  idempotent: true,
  params: z.strictObject({ localNumber: LocalNumber }),
  body: CaseReport,
  answer: Case,
  problems: ["item_unknown", "requirement_unknown", "party_differs", "not_found"],
})
