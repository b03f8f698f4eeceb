import * as z from "zod/mini"
import { endpoint } from "./endpoint.ts"
import { pageOf, pageQuery } from "./paging.ts"
import { departmentOnly, ownOnly } from "./reach.ts"
import type { Sights } from "./reach.ts"
import { openCode, someOf, text } from "../nouns/bounds.ts"
import { CaseMending } from "../nouns/case-mending.ts"
import { CaseReport, CaseReportAnswer, CaseReportLine } from "../nouns/case-report.ts"
import { Case, LocalNumber } from "../nouns/case.ts"
import { RequirementKey } from "../nouns/item.ts"
import { AnyItemCode, Id, Instant } from "../nouns/values.ts"

/** A person's own, at every department. */
const personOnly = {
  own: "served",
  sameDepartment: "absent",
  otherDepartment: "served",
} as const satisfies Sights

/** Opens a draft before the form is filled (protocol M0a). A draft lives 30 days. */
export const openCase = endpoint({
  id: "cases.open",
  kind: "json",
  method: "POST",
  path: "/v1/cases",
  summary: "Open a draft case for the citizen who is logged in.",
  callers: ["citizen"],
  reach: [
    {
      object: "case",
      at: "body.follows",
      none: "preceding_unknown",
      sees: { citizen: ownOnly },
    },
  ],
  scope: "case:create",
  idempotent: true,
  body: z.strictObject({
    itemCode: AnyItemCode,
    /** The citizen's own case at this department that it follows on (前序办件). */
    follows: z.optional(Id),
  }),
  answer: Case,
  status: 201,
  problems: ["item_unknown", "preceding_unknown"],
})

/**
 * Lists cases, a page at a time. Whose depends on who asks:
 *
 * - a citizen at a department's portal: their own at that department, the newest first;
 * - a page of the hub's own: all of that person, over all departments, the newest first;
 * - a department: its own, in the order in which they changed, the longest unchanged first. A case that
 *   changes meanwhile comes again further on, so nothing is missed. Whoever comes again with `since`
 *   begins ten seconds before the last `updatedAt` that they saw: a change may be stored a little late.
 */
export const listCases = endpoint({
  id: "cases.list",
  kind: "json",
  method: "GET",
  path: "/v1/cases",
  summary: "List one's own cases, a page at a time.",
  callers: ["citizen", "sync", "browser"],
  reach: [
    {
      object: "case",
      at: "answer",
      none: "served",
      sees: { citizen: ownOnly, sync: departmentOnly, browser: personOnly },
    },
  ],
  scope: "case:read",
  query: pageQuery({
    /** The shared state. */
    state: z.optional(openCode(40)),
    item: z.optional(AnyItemCode),
    /** Those that changed at this instant or later. */
    since: z.optional(Instant),
    /** `true`: those that the citizen put out of sight, instead of the others. A department sees both. */
    hidden: z.optional(z.enum(["true", "false"])),
  }),
  answer: pageOf(Case),
  problems: ["login_required", "cursor_invalid"],
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
  versioned: true,
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
  versioned: true,
  params: z.strictObject({ localNumber: LocalNumber }),
  answer: Case,
  problems: ["not_found"],
})

/**
 * The case as it stands, at once and again after each change. Resumable: with `Last-Event-ID`, the version
 * that was heard last, it is told only once it is another one. Its `events` hold all that happened between.
 */
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
  problems: ["not_found", "stopping"],
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
    {
      object: "caseNumber",
      at: "body.follows",
      none: "preceding_unknown",
      sees: { sync: departmentOnly },
    },
  ],
  idempotent: true,
  versioned: true,
  params: z.strictObject({ localNumber: LocalNumber }),
  body: CaseReport,
  answer: Case,
  problems: [
    "item_unknown",
    "requirement_unknown",
    "party_differs",
    "preceding_unknown",
    "preceding_differs",
  ],
})

/** The bounds of one batch, also told in the discovery document. */
export const reportBatch = { lines: 10_000, bytes: 16 * 1024 * 1024 } as const

/**
 * Reports many cases, a line each, and answers a line each, in their order. What is refused keeps no other
 * from being taken. Each line has a key of its own (see `CaseReportLine`), so the same batch sent again
 * answers the same and does nothing twice: a batch whose answer broke off is sent again as it was.
 */
export const reportCases = endpoint({
  id: "cases.reportAll",
  kind: "ndjson",
  method: "POST",
  path: "/v1/case-reports",
  summary: "Report many of a department's own cases, a line each.",
  callers: ["sync"],
  reach: [
    {
      object: "caseNumber",
      at: "body.localNumber",
      none: "served",
      sees: { sync: departmentOnly },
    },
  ],
  body: CaseReportLine,
  answer: CaseReportAnswer,
  problems: ["too_many_lines"],
})

const OneCase = z.strictObject({ caseId: Id })
const OneNumber = z.strictObject({ localNumber: LocalNumber })

/**
 * Says that the portal has taken an application in, under a local number (protocol M10 without handles): of an item
 * whose form needs no paper of the citizen's, or whose papers the portal takes itself. A draft becomes a
 * submitted case; so does one that was returned for changes. Where papers are redeemed, that says it.
 */
export const submitCase = endpoint({
  id: "cases.submit",
  kind: "json",
  method: "POST",
  path: "/v1/cases/:caseId/submission",
  summary: "Say that the portal has taken a citizen's application in.",
  callers: ["redeem"],
  reach: [{ object: "draft", at: "params.caseId", none: "not_found", sees: { redeem: ownOnly } }],
  idempotent: true,
  versioned: true,
  params: OneCase,
  body: z.strictObject({ localNumber: LocalNumber }),
  answer: Case,
  problems: ["not_found", "step_refused", "number_taken"],
})

/**
 * Says that what a notice of correction asks for has come (补齐补正): all of it, as the notice is one. The
 * department has received it; papers that were picked are redeemed before. Of a case that is not to be
 * corrected: what was promised (容缺后补) has come another way, as to the counter.
 */
export const supplyCase = endpoint({
  id: "cases.supply",
  kind: "json",
  method: "POST",
  path: "/v1/case-numbers/:localNumber/supply",
  summary: "Say that papers have come: all that a notice asks for, or what was promised.",
  callers: ["redeem"],
  reach: [
    {
      object: "caseNumber",
      at: "params.localNumber",
      none: "not_found",
      sees: { redeem: ownOnly },
    },
  ],
  idempotent: true,
  versioned: true,
  params: OneNumber,
  body: z.strictObject({
    /** The keys of the requirements that were supplied. */
    requirements: someOf(RequirementKey, 60),
  }),
  answer: Case,
  problems: ["not_found", "step_refused", "correction_incomplete"],
})

/** Takes the application back (撤回), or drops the draft: until it is decided. */
export const withdrawCase = endpoint({
  id: "cases.withdraw",
  kind: "json",
  method: "POST",
  path: "/v1/cases/:caseId/withdrawal",
  summary: "Withdraw an application that is not decided yet.",
  callers: ["citizen"],
  reach: [{ object: "case", at: "params.caseId", none: "not_found", sees: { citizen: ownOnly } }],
  scope: "case:change",
  idempotent: true,
  versioned: true,
  params: OneCase,
  body: z.strictObject({
    /** In the citizen's own words; the department reads it. */
    reason: z.optional(text(200)),
  }),
  answer: Case,
  problems: ["not_found", "step_refused"],
})

/** Asks the department to move on (催办), while it is its turn; once in so many days (`limits.urgeEveryDays`). */
export const urgeCase = endpoint({
  id: "cases.urge",
  kind: "json",
  method: "POST",
  path: "/v1/cases/:caseId/urges",
  summary: "Ask the department to move on with a case.",
  callers: ["citizen"],
  reach: [{ object: "case", at: "params.caseId", none: "not_found", sees: { citizen: ownOnly } }],
  scope: "case:change",
  idempotent: true,
  versioned: true,
  params: OneCase,
  answer: Case,
  problems: ["not_found", "nothing_to_urge", "urged_recently"],
})

/** Puts a finished case out of the citizen's sight. It is kept, and the department sees it as before. */
export const hideCase = endpoint({
  id: "cases.hide",
  kind: "json",
  method: "POST",
  path: "/v1/cases/:caseId/hiding",
  summary: "Leave a finished case out of one's own lists.",
  callers: ["citizen", "browser"],
  reach: [
    {
      object: "case",
      at: "params.caseId",
      none: "not_found",
      sees: { citizen: ownOnly, browser: personOnly },
    },
  ],
  scope: "case:change",
  idempotent: true,
  versioned: true,
  params: OneCase,
  answer: Case,
  problems: ["not_found", "login_required", "case_unfinished"],
})

/** Shows a case again that was put out of sight. */
export const showCase = endpoint({
  id: "cases.show",
  kind: "json",
  method: "DELETE",
  path: "/v1/cases/:caseId/hiding",
  summary: "Show a case in one's own lists again.",
  callers: ["citizen", "browser"],
  reach: [
    {
      object: "case",
      at: "params.caseId",
      none: "not_found",
      sees: { citizen: ownOnly, browser: personOnly },
    },
  ],
  scope: "case:change",
  idempotent: true,
  versioned: true,
  params: OneCase,
  answer: Case,
  problems: ["not_found", "login_required"],
})

/** Mends a clerk's mistake: the steps from one on did not happen. Told to the applicant as that, and not as a refusal. */
export const mendCase = endpoint({
  id: "cases.mend",
  kind: "json",
  method: "POST",
  path: "/v1/case-reports/:localNumber/mendings",
  summary: "Take back steps that were reported by mistake.",
  callers: ["sync"],
  reach: [
    {
      object: "caseNumber",
      at: "params.localNumber",
      none: "not_found",
      sees: { sync: departmentOnly },
    },
  ],
  idempotent: true,
  versioned: true,
  params: OneNumber,
  body: z.strictObject(CaseMending.shape),
  answer: Case,
  problems: ["not_found", "step_refused"],
})
