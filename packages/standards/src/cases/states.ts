/** Words in both languages of the interface. */
interface Both {
  zh: string
  en: string
}

/** A shared state of a case, in words. */
interface CaseStateEntry {
  /** The shared code. */
  code: string
  /** 状态 in the words of the source. */
  zh: string
  en: string
  /** What a citizen is told: one sentence. */
  sentence: Both
  /** The step's name, once done. */
  step: Both
  /** Whose move it is. */
  turn: "applicant" | "department" | "none"
  /**
   * The state to show as expected: what usually follows, and never what somebody is still to decide.
   * The machine (`caseTransitions`) knows everything that may follow.
   */
  next?: string
  /** What happens next, or what can still be done: one sentence. */
  nextStep: Both
  /**
   * By when: the limit whose last day it is, with `{day}` in its words; without a limit, why there is
   * no date. Where the clock has no day for the limit, it says why.
   */
  date: Both & { limit?: "notice" | "supply" | "decision" | "delivery" }
}

/**
 * The states of a case (办件状态): the shared ones that every department's own state is read as. Their
 * words are those of Epoint's ProjectShStatus, of Zhejiang's list, and of 行政许可法 for what both lack.
 * The department's own code and words always stand beside (`SourceState`).
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
    nextStep: { zh: "填好以后提交", en: "Fill it in and submit it" },
    date: { zh: "提交以后才有期限", en: "There is a limit only after submission" },
  },
  {
    code: "SUBMITTED",
    zh: "已提交",
    en: "Submitted",
    sentence: { zh: "已提交，等部门收件", en: "Submitted, waiting to be received" },
    step: { zh: "提交申请", en: "Submitted" },
    turn: "department",
    next: "RECEIVED",
    nextStep: { zh: "部门收件，给您回执", en: "The department receives it and gives a receipt" },
    date: { zh: "部门收件以后开始计时", en: "Time runs from the day of receipt" },
  },
  {
    code: "PRE_REVIEW_RETURNED",
    zh: "预审退回",
    en: "Returned",
    sentence: { zh: "请改好后再提交", en: "Please correct it and submit again" },
    step: { zh: "预审退回", en: "Returned for changes" },
    turn: "applicant",
    next: "SUBMITTED",
    nextStep: { zh: "改好后再提交", en: "Correct it and submit it again" },
    date: { zh: "预审不算受理，没有期限", en: "Pre-review is not acceptance, so no limit runs" },
  },
  {
    code: "RECEIVED",
    zh: "已接件",
    en: "Received",
    sentence: { zh: "已收件，正在看是否受理", en: "Received, being checked for acceptance" },
    step: { zh: "部门收件", en: "Received" },
    turn: "department",
    next: "ACCEPTED",
    nextStep: {
      zh: "告知受理，或一次说清要补什么",
      en: "You hear of acceptance, or at once of all that is missing",
    },
    date: { limit: "notice", zh: "最晚{day}告知", en: "You hear by {day}" },
  },
  {
    code: "CORRECTION_REQUESTED",
    zh: "待补办",
    en: "Correction requested",
    sentence: { zh: "需要补正", en: "Something has to be supplied" },
    step: { zh: "一次告知补正", en: "Told what to supply" },
    turn: "applicant",
    next: "RECEIVED",
    nextStep: { zh: "按通知补齐材料", en: "Supply what the notice lists" },
    date: { limit: "supply", zh: "最晚{day}补交", en: "Supply it by {day}" },
  },
  {
    code: "NOT_ACCEPTED",
    zh: "不予受理",
    en: "Not accepted",
    sentence: { zh: "没有受理", en: "Not accepted" },
    step: { zh: "不予受理", en: "Not accepted" },
    turn: "none",
    nextStep: {
      zh: "原因见书面凭证，可以重新申请",
      en: "The document says why; you may apply again",
    },
    date: { zh: "已经结束，没有期限", en: "It has ended, so no limit runs" },
  },
  {
    code: "ACCEPTED",
    zh: "已受理",
    en: "Accepted",
    sentence: { zh: "已受理，正在办理", en: "Accepted, being handled" },
    step: { zh: "受理", en: "Accepted" },
    turn: "department",
    next: "CLOSED",
    nextStep: { zh: "部门审查后作出决定", en: "The department reviews it and decides" },
    date: { limit: "decision", zh: "最晚{day}办结", en: "Decided by {day}" },
  },
  {
    code: "IN_REVIEW",
    zh: "审查中",
    en: "In review",
    sentence: { zh: "正在审查", en: "Being reviewed" },
    step: { zh: "审查", en: "Review" },
    turn: "department",
    next: "CLOSED",
    nextStep: { zh: "部门作出决定", en: "The department decides" },
    date: { limit: "decision", zh: "最晚{day}办结", en: "Decided by {day}" },
  },
  {
    code: "SPECIAL_PROCEDURE",
    zh: "特别程序",
    en: "Special procedure",
    sentence: { zh: "正在检验或听证，暂停计时", en: "In a test or hearing, time stands still" },
    step: { zh: "特别程序", en: "Special procedure" },
    turn: "department",
    next: "IN_REVIEW",
    nextStep: { zh: "有结果后继续审查", en: "Review goes on once the result is in" },
    date: {
      zh: "这段时间不计入期限，见书面通知",
      en: "This time does not count; the written notice says how long",
    },
  },
  {
    code: "DECIDED_GRANTED",
    zh: "准予许可",
    en: "Granted",
    sentence: { zh: "已经批准", en: "Granted" },
    step: { zh: "批准", en: "Granted" },
    turn: "department",
    next: "CLOSED",
    nextStep: { zh: "部门制作证件并送达", en: "The department makes the document and delivers it" },
    date: { limit: "delivery", zh: "最晚{day}送达", en: "Delivered by {day}" },
  },
  {
    code: "DECIDED_REFUSED",
    zh: "不予许可",
    en: "Refused",
    sentence: { zh: "没有批准", en: "Refused" },
    step: { zh: "不予批准", en: "Refused" },
    turn: "department",
    next: "CLOSED",
    nextStep: {
      zh: "原因见决定书，可以复议或起诉",
      en: "The decision says why; you may ask for review or sue",
    },
    date: { zh: "复议和起诉的期限见决定书", en: "The decision says until when you may do so" },
  },
  {
    code: "CLOSED",
    zh: "正常办结",
    en: "Closed",
    sentence: { zh: "已经办结", en: "Closed" },
    step: { zh: "办结", en: "Closed" },
    turn: "none",
    nextStep: { zh: "等待送达，或按通知领取", en: "The result is delivered, or yours to pick up" },
    date: { limit: "delivery", zh: "最晚{day}送达", en: "Delivered by {day}" },
  },
  {
    code: "DELIVERED",
    zh: "已送达",
    en: "Delivered",
    sentence: { zh: "结果已经送达", en: "The result is delivered" },
    step: { zh: "送达", en: "Delivered" },
    turn: "none",
    nextStep: { zh: "不用再做什么", en: "Nothing more to do" },
    date: { zh: "已经送达，没有期限", en: "It is delivered, so no limit runs" },
  },
  {
    code: "WITHDRAWN",
    zh: "撤销申请",
    en: "Withdrawn",
    sentence: { zh: "申请已经撤回", en: "The application is withdrawn" },
    step: { zh: "撤回申请", en: "Withdrawn" },
    turn: "none",
    nextStep: { zh: "需要时可以重新申请", en: "You may apply again when you need it" },
    date: { zh: "已经撤回，没有期限", en: "It is withdrawn, so no limit runs" },
  },
  {
    code: "TERMINATED",
    zh: "终止",
    en: "Terminated",
    sentence: { zh: "已经终止，没有办完", en: "Ended without a decision" },
    step: { zh: "终止", en: "Terminated" },
    turn: "none",
    nextStep: {
      zh: "原因请问部门，可以重新申请",
      en: "Ask the department why; you may apply again",
    },
    date: { zh: "已经终止，没有期限", en: "It has ended, so no limit runs" },
  },
] as const satisfies readonly CaseStateEntry[]

/** A shared state that this version knows. */
export type CaseState = (typeof caseStates)[number]["code"]

/** What is known of a state, or undefined for one that a newer hub or an unknown scheme sent. */
export const caseStateOf = (code: string): CaseStateEntry | undefined =>
  caseStates.find((state) => state.code === code)
