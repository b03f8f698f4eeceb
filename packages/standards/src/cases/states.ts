/** A shared state of a case, in words. */
interface CaseStateEntry {
  /** The shared code. */
  code: string
  /** 状态 in the words of the source. */
  zh: string
  en: string
  /** What a citizen is told: one sentence. */
  sentence: { zh: string; en: string }
  /** The step's name, once done. */
  step: { zh: string; en: string }
  /** Whose move it is. */
  turn: "applicant" | "department" | "none"
  /** The state that usually follows. */
  next?: string
}

/**
 * The states of a case (办件状态) that the story needs, in the words of Epoint's ProjectShStatus and of
 * Zhejiang's list; their codes stand in `stateSchemes`. More states come with the case machine.
 */
export const caseStates = [
  {
    code: "DRAFT",
    zh: "未提交",
    en: "Draft",
    sentence: { zh: "还没有提交", en: "Not submitted yet" },
    step: { zh: "开始填写", en: "Started" },
    turn: "applicant",
    next: "SUBMITTED",
  },
  {
    code: "SUBMITTED",
    zh: "已提交",
    en: "Submitted",
    sentence: { zh: "已提交，等部门收件", en: "Submitted, waiting to be received" },
    step: { zh: "提交申请", en: "Submitted" },
    turn: "department",
    next: "RECEIVED",
  },
  {
    code: "RECEIVED",
    zh: "已接件",
    en: "Received",
    sentence: { zh: "已收件，正在看是否受理", en: "Received, being checked for acceptance" },
    step: { zh: "部门收件", en: "Received" },
    turn: "department",
    next: "ACCEPTED",
  },
  {
    code: "CORRECTION_REQUESTED",
    zh: "待补办",
    en: "Correction requested",
    sentence: { zh: "需要补正", en: "Something has to be supplied" },
    step: { zh: "一次告知补正", en: "Told what to supply" },
    turn: "applicant",
    next: "RECEIVED",
  },
  {
    code: "PRE_REVIEW_RETURNED",
    zh: "预审退回",
    en: "Returned",
    sentence: { zh: "请改好后再提交", en: "Please correct it and submit again" },
    step: { zh: "预审退回", en: "Returned for changes" },
    turn: "applicant",
    next: "SUBMITTED",
  },
  {
    code: "NOT_ACCEPTED",
    zh: "不予受理",
    en: "Not accepted",
    sentence: { zh: "没有受理", en: "Not accepted" },
    step: { zh: "不予受理", en: "Not accepted" },
    turn: "none",
  },
  {
    code: "ACCEPTED",
    zh: "已受理",
    en: "Accepted",
    sentence: { zh: "已受理，正在办理", en: "Accepted, being handled" },
    step: { zh: "受理", en: "Accepted" },
    turn: "department",
    next: "CLOSED",
  },
  {
    code: "IN_REVIEW",
    zh: "审查中",
    en: "In review",
    sentence: { zh: "正在审查", en: "Being reviewed" },
    step: { zh: "审查", en: "Review" },
    turn: "department",
    next: "CLOSED",
  },
  {
    code: "TERMINATED",
    zh: "终止",
    en: "Terminated",
    sentence: { zh: "已经终止，没有办完", en: "Ended without a decision" },
    step: { zh: "终止", en: "Terminated" },
    turn: "none",
  },
  {
    code: "CLOSED",
    zh: "正常办结",
    en: "Closed",
    sentence: { zh: "已经办结", en: "Closed" },
    step: { zh: "办结", en: "Closed" },
    turn: "none",
  },
] as const satisfies readonly CaseStateEntry[]

/** A shared state that this version knows. */
export type CaseState = (typeof caseStates)[number]["code"]

/** What is known of a state, or undefined for one that a newer hub or an unknown scheme sent. */
export const caseStateOf = (code: string): CaseStateEntry | undefined =>
  caseStates.find((state) => state.code === code)
