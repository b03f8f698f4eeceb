import * as z from "zod/mini"
import { endpoint } from "./endpoint.ts"
import { DepartmentSummary, Id, Instant, LegalDay, SourceState, Words } from "./common.ts"
import { TimeLimit } from "./items.ts"
import { checkResidentIdNumber } from "../identifiers/resident-id.ts"

/** A department's own case number (办件编号), at most 50 characters (GB/T 39046-2020 table 5: an..50). */
export const LocalNumber = z.string().check(z.minLength(1), z.maxLength(50), z.regex(/^\S+$/))

/**
 * What the department asks to be supplied (补正告知): everything, in one notice (行政许可法 32(4)).
 */
export const Correction = z.object({
  /** The notice's own number (文号). */
  noticeNumber: z.optional(z.string().check(z.minLength(1), z.maxLength(60))),
  /** The last day to supply it (补正期限), as the department says; none is made up here. */
  dueOn: z.optional(LegalDay),
  /** Each paper once, with what is wrong or missing. */
  items: z
    .array(
      z.object({
        /** The key of the item's requirement. */
        requirement: z.string().check(z.minLength(1), z.maxLength(60)),
        text: Words,
      }),
    )
    .check(z.minLength(1), z.maxLength(60)),
})
export type Correction = z.infer<typeof Correction>

/** A step in the life of a case (环节). */
export const CaseEvent = z.object({
  id: Id,
  /** The shared state that the step leads to. Codes unknown to this version may come. */
  to: z.string(),
  source: z.optional(SourceState),
  /** When the hub learned of it. */
  recordedAt: Instant,
  /** When it happened, as the department's system says. */
  occurredAt: Instant,
  /** The legal day on which it took effect, where the system knows the day and not the time. */
  effectiveOn: z.optional(LegalDay),
  /** True where the step was inferred from the record and not reported. */
  inferred: z.boolean(),
  /** What is asked for, where the step is a request for correction that says so. */
  correction: z.optional(Correction),
})
export type CaseEvent = z.infer<typeof CaseEvent>

/** A case (办件), as its applicant and its department see it. */
export const Case = z.object({
  id: Id,
  department: DepartmentSummary,
  item: z.object({ code: z.string(), version: z.int(), name: Words }),
  /** The shared state; see `caseStates` of `@tongban/standards`. Unknown codes may come. */
  state: z.string(),
  /** The state as the department's own system calls it. */
  source: z.optional(SourceState),
  /** Whose move it is. */
  turn: z.enum(["applicant", "department", "none"]),
  localNumber: z.optional(LocalNumber),
  openedAt: Instant,
  updatedAt: Instant,
  limits: z.object({ statutory: z.optional(TimeLimit), promised: z.optional(TimeLimit) }),
  window: z.optional(z.string()),
  /** Oldest first. */
  events: z.array(CaseEvent),
})
export type Case = z.infer<typeof Case>

/** Opens a draft before the form is filled (protocol M0a). A draft lives 30 days. */
export const openCase = endpoint({
  id: "cases.open",
  kind: "json",
  method: "POST",
  path: "/v1/cases",
  summary: "Open a draft case for the citizen who is logged in.",
  callers: ["citizen"],
  scope: "case:create",
  idempotent: true,
  body: z.strictObject({ itemCode: z.string().check(z.minLength(1), z.maxLength(50)) }),
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
  scope: "case:read",
  params: z.strictObject({ caseId: Id }),
  answer: Case,
  problems: ["not_found"],
})

/** Whose case it is, as the department knows them. Matched by HMAC, and not kept. */
export const Party = z.strictObject({
  /** 证件类型: 111 = 公民身份号码 (GB/T 36903-2018). */
  scheme: z.enum(["111"]),
  number: z.string().check(
    z.maxLength(18),
    z.refine((value) => checkResidentIdNumber(value, "9999-12-31").ok, {
      error: "is not a resident identity number (GB 11643-1999)",
    }),
  ),
})
export type Party = z.infer<typeof Party>

/** What a department's system says of one of its cases. */
export const CaseReport = z
  .strictObject({
    itemCode: z.string().check(z.minLength(1), z.maxLength(50)),
    /** The shared state, by the mapper of the source's scheme. */
    state: z.string().check(z.minLength(1), z.maxLength(40)),
    /** The source value, never dropped. */
    source: SourceState,
    occurredAt: Instant,
    effectiveOn: z.optional(LegalDay),
    inferred: z._default(z.boolean(), false),
    /**
     * The applicant, where the case was not begun by their own login. Somebody without an account finds
     * the case at their first login; a case that is somebody's never becomes another's.
     */
    party: z.optional(Party),
    /** What is asked for; only with the state `CORRECTION_REQUESTED`. */
    correction: z.optional(Correction),
  })
  .check(
    z.refine(
      ({ state, correction }) => correction === undefined || state === "CORRECTION_REQUESTED",
      { path: ["correction"], error: "stands only with the state CORRECTION_REQUESTED" },
    ),
  )
export type CaseReport = z.infer<typeof CaseReport>

/** Reports a case by its local number. The number that a redemption bound to a draft names that draft. */
export const reportCase = endpoint({
  id: "cases.report",
  kind: "json",
  method: "POST",
  path: "/v1/case-reports/:localNumber",
  summary: "Report the state of a department's own case by its local number.",
  callers: ["sync"],
  idempotent: true,
  params: z.strictObject({ localNumber: LocalNumber }),
  body: CaseReport,
  answer: Case,
  problems: ["item_unknown", "requirement_unknown", "party_differs", "not_found"],
})
