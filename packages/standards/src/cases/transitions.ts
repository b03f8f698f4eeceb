import { articles } from "../law/articles.ts"
import type { Article } from "../law/articles.ts"
import type { CaseRuleCode } from "./rules.ts"
import type { CaseState } from "./states.ts"

/** A step that may follow, its event's name, and the rules that it must keep. */
export interface CaseTransition {
  from: CaseState
  to: CaseState
  /** The event's code. */
  event: string
  zh: string
  en: string
  rules: readonly CaseRuleCode[]
  /** The article that gives the step; none where it is practice and no legal act. */
  source?: Article
}

/** Every step that the machine knows; `notAhead` binds them all. */
export const caseTransitions = [
  { from: "DRAFT", to: "SUBMITTED", event: "submit", zh: "提交", en: "Submit", rules: [] },
  { from: "DRAFT", to: "WITHDRAWN", event: "drop", zh: "放弃", en: "Drop", rules: [] },
  { from: "SUBMITTED", to: "WITHDRAWN", event: "withdraw", zh: "撤回", en: "Withdraw", rules: [] },
  // Platforms' practice, not a legal act: it starts no clock.
  {
    from: "SUBMITTED",
    to: "PRE_REVIEW_RETURNED",
    event: "return",
    zh: "预审退回",
    en: "Return after pre-review",
    rules: [],
  },
  {
    from: "PRE_REVIEW_RETURNED",
    to: "SUBMITTED",
    event: "resubmit",
    zh: "改好再提交",
    en: "Submit again",
    rules: [],
  },
  {
    from: "PRE_REVIEW_RETURNED",
    to: "WITHDRAWN",
    event: "withdraw",
    zh: "撤回",
    en: "Withdraw",
    rules: [],
  },
  { from: "SUBMITTED", to: "RECEIVED", event: "receive", zh: "收件", en: "Receive", rules: [] },
  {
    from: "SUBMITTED",
    to: "NOT_ACCEPTED",
    event: "decline",
    zh: "当场不予受理",
    en: "Decline at once",
    rules: ["sealedDocument"],
    source: articles.notNeeded,
  },
  {
    from: "RECEIVED",
    to: "CORRECTION_REQUESTED",
    event: "requestCorrection",
    zh: "一次告知补正",
    en: "Ask for a correction",
    rules: ["correctionOnce", "correctionComplete", "correctionInTime"],
    source: articles.correctionNotice,
  },
  {
    from: "RECEIVED",
    to: "NOT_ACCEPTED",
    event: "refuseAcceptance",
    zh: "不予受理",
    en: "Refuse acceptance",
    rules: ["sealedDocument"],
    source: articles.acceptance,
  },
  {
    from: "RECEIVED",
    to: "ACCEPTED",
    event: "accept",
    zh: "受理",
    en: "Accept",
    rules: ["sealedDocument", "deemedBySilence", "deemedFromReceipt"],
    source: articles.acceptance,
  },
  {
    from: "CORRECTION_REQUESTED",
    to: "RECEIVED",
    event: "supply",
    zh: "补交材料",
    en: "Supply",
    rules: [],
    source: articles.supplied,
  },
  {
    from: "CORRECTION_REQUESTED",
    to: "TERMINATED",
    event: "lapse",
    zh: "逾期未补正",
    en: "End, as nothing was supplied",
    rules: ["supplyOverdue", "terminationReasoned"],
  },
  {
    from: "CORRECTION_REQUESTED",
    to: "WITHDRAWN",
    event: "withdraw",
    zh: "撤回",
    en: "Withdraw",
    rules: [],
  },
  { from: "RECEIVED", to: "WITHDRAWN", event: "withdraw", zh: "撤回", en: "Withdraw", rules: [] },
  {
    from: "ACCEPTED",
    to: "IN_REVIEW",
    event: "review",
    zh: "开始审查",
    en: "Begin review",
    rules: [],
    source: articles.decision,
  },
  { from: "ACCEPTED", to: "WITHDRAWN", event: "withdraw", zh: "撤回", en: "Withdraw", rules: [] },
  {
    from: "IN_REVIEW",
    to: "SPECIAL_PROCEDURE",
    event: "beginSpecial",
    zh: "进入特别程序",
    en: "Begin a special procedure",
    rules: ["specialKind", "specialNotice"],
    source: articles.specialProcedure,
  },
  {
    from: "SPECIAL_PROCEDURE",
    to: "IN_REVIEW",
    event: "endSpecial",
    zh: "特别程序结束",
    en: "End the special procedure",
    rules: [],
    source: articles.specialProcedure,
  },
  {
    from: "IN_REVIEW",
    to: "IN_REVIEW",
    event: "extend",
    zh: "延长期限",
    en: "Extend the limit",
    rules: [
      "extensionOnce",
      "extensionLength",
      "extensionApproved",
      "extensionReasoned",
      "extensionInTime",
    ],
    source: articles.decision,
  },
  { from: "IN_REVIEW", to: "DECIDED_GRANTED", event: "grant", zh: "批准", en: "Grant", rules: [] },
  {
    from: "IN_REVIEW",
    to: "DECIDED_REFUSED",
    event: "refuse",
    zh: "不予批准",
    en: "Refuse",
    rules: ["refusalReasoned", "refusalRemedies"],
    source: articles.refusal,
  },
  { from: "IN_REVIEW", to: "WITHDRAWN", event: "withdraw", zh: "撤回", en: "Withdraw", rules: [] },
  {
    from: "SPECIAL_PROCEDURE",
    to: "WITHDRAWN",
    event: "withdraw",
    zh: "撤回",
    en: "Withdraw",
    rules: [],
  },
  { from: "DECIDED_GRANTED", to: "CLOSED", event: "close", zh: "办结", en: "Close", rules: [] },
  { from: "DECIDED_REFUSED", to: "CLOSED", event: "close", zh: "办结", en: "Close", rules: [] },
  {
    from: "CLOSED",
    to: "DELIVERED",
    event: "deliver",
    zh: "送达",
    en: "Deliver",
    rules: [],
    source: articles.delivery,
  },
  {
    from: "ACCEPTED",
    to: "TERMINATED",
    event: "terminate",
    zh: "作废",
    en: "Terminate",
    rules: ["terminationReasoned"],
  },
  {
    from: "IN_REVIEW",
    to: "TERMINATED",
    event: "terminate",
    zh: "作废",
    en: "Terminate",
    rules: ["terminationReasoned"],
  },
] as const satisfies readonly CaseTransition[]

/** The states that a case may begin in: a form begun, or an application handed in whole. */
export const caseBeginnings = ["DRAFT", "SUBMITTED"] as const satisfies readonly CaseState[]
