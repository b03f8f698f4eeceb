import { toShared } from "../codes/scheme.ts"
import type { Schemes } from "../codes/scheme.ts"
import type { CaseState } from "./states.ts"

/**
 * How provinces and vendors write the state of a case (办件状态), and the shared states that they mean. A
 * new scheme is a new entry here, with the source that its values were read from; a value without a
 * shared state has none, and is not guessed.
 */
export const stateSchemes = {
  epoint: {
    source: "Epoint, ProjectShStatus",
    values: {
      "8": { zh: "外网初始化" },
      "10": { zh: "未提交", code: "DRAFT" },
      "12": { zh: "已提交", code: "SUBMITTED" },
      "14": { zh: "预审退回", code: "PRE_REVIEW_RETURNED" },
      "16": { zh: "预审通过", code: "SUBMITTED", loss: "that it passed the pre-review" },
      "20": { zh: "初始化" },
      "22": { zh: "预登记" },
      "24": { zh: "待接件", code: "SUBMITTED", loss: "that the department has it before it" },
      "26": { zh: "已接件", code: "RECEIVED" },
      "28": { zh: "待补办", code: "CORRECTION_REQUESTED" },
      "30": { zh: "已受理", code: "ACCEPTED" },
      "37": { zh: "已受理待补办", code: "CORRECTION_REQUESTED", loss: "that it was accepted" },
      "40": { zh: "审批不通过", code: "DECIDED_REFUSED" },
      "50": { zh: "审批通过", code: "DECIDED_GRANTED" },
      "90": { zh: "正常办结", code: "CLOSED" },
      "97": { zh: "不予受理", code: "NOT_ACCEPTED" },
      "98": { zh: "撤销申请", code: "WITHDRAWN" },
      "99": { zh: "异常终止", code: "TERMINATED" },
    },
  },
  "apas-status": {
    source: "Zhejiang, pre_apasinfo.handlestate; ATG AFFCORE_STATUS",
    values: {
      "02": { zh: "收件", code: "RECEIVED" },
      "05": { zh: "受理", code: "ACCEPTED" },
      "06": { zh: "补齐补正", code: "CORRECTION_REQUESTED" },
      "07": { zh: "不予受理", code: "NOT_ACCEPTED" },
      "09": { zh: "作废办结", code: "TERMINATED", loss: "that it was voided" },
      "10": { zh: "办结", code: "CLOSED", loss: "granted or refused: it is in transactResult" },
      // Why it rests is not said; the clock stands only with a written notice (行政许可法(2019) 45).
      "11": { zh: "挂起" },
      "12": { zh: "在办", code: "IN_REVIEW" },
      "13": { zh: "退件", code: "TERMINATED", loss: "that it was returned" },
    },
  },
  "zfsoft-status": {
    source: "zfsoft, caseStatus",
    values: {
      "0": { zh: "暂存", code: "DRAFT" },
      "1": { zh: "待预审", code: "SUBMITTED" },
      "2": { zh: "办理中", code: "IN_REVIEW", loss: "whether it was accepted yet" },
      "3": { zh: "办结", code: "CLOSED", loss: "granted or refused" },
      "4": { zh: "作废", code: "TERMINATED", loss: "that it was voided" },
      "5": { zh: "异常办结", code: "TERMINATED", loss: "what went wrong" },
      "-1": { zh: "异常办结", code: "TERMINATED", loss: "what went wrong" },
      "7": { zh: "不予受理", code: "NOT_ACCEPTED" },
      "9": { zh: "预审不通过", code: "PRE_REVIEW_RETURNED" },
    },
  },
  "guangdong-result": {
    source: "Guangdong, EX_GDBS_BJ.BJJGDM",
    values: {
      "0": { zh: "出证办结", code: "DECIDED_GRANTED" },
      "1": { zh: "退回办结", code: "TERMINATED", loss: "that it was returned" },
      "2": { zh: "作废办结", code: "TERMINATED", loss: "that it was voided" },
      "3": { zh: "删除办结", code: "TERMINATED", loss: "that it was deleted" },
      "4": { zh: "转报办结", code: "CLOSED", loss: "that it was passed upward" },
      "5": { zh: "补正不来办结", code: "TERMINATED", loss: "that a correction was not supplied" },
      "6": { zh: "办结", code: "CLOSED" },
      "7": { zh: "不予许可", code: "DECIDED_REFUSED" },
    },
  },
  "shandong-result": {
    source: "Shandong, EA_JC_STEP_DONE.DONERESULT",
    values: {
      "0": { zh: "出证办结", code: "DECIDED_GRANTED" },
      "1": { zh: "不予许可", code: "DECIDED_REFUSED" },
      "2": { zh: "作废办结", code: "TERMINATED", loss: "that it was voided" },
      "3": { zh: "删除办结", code: "TERMINATED", loss: "that it was deleted" },
      "4": { zh: "转报办结", code: "CLOSED", loss: "that it was passed upward" },
      "5": { zh: "退件办结", code: "TERMINATED", loss: "given up, or a correction not supplied" },
      "6": { zh: "不予受理", code: "NOT_ACCEPTED" },
    },
  },
} as const satisfies Schemes<CaseState>

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
  const mapped = toShared<CaseState>(stateSchemes, scheme, value)
  return mapped.ok ? mapped.code : undefined
}
