import type * as z from "zod/mini"
import type { SpecialProcedureKind } from "../cases/step.ts"
import { codeOf } from "./code.ts"
import type { CodeList, Schemes } from "./scheme.ts"

/** 申报来源 and 办理形式 (by which way an application comes), GB/T 39046-2020 A.5 and vendors' lists. */
export const applyChannels = {
  counter: { zh: "窗口", en: "Counter" },
  web: { zh: "网上（电脑端）", en: "Web" },
  mobile: { zh: "移动端", en: "Mobile" },
  mail: { zh: "快递信函", en: "Mail" },
  assigned: { zh: "上级交办", en: "Assigned from above" },
  reported: { zh: "下级报送", en: "Reported from below" },
  transferred: { zh: "同级转办", en: "Transferred" },
  other: { zh: "其他", en: "Other" },
} as const satisfies CodeList
/** A shared code of `applyChannels` (申报来源). */
export const ApplyChannel = /* @__PURE__ */ codeOf(applyChannels)
/** A shared code of `applyChannels` (申报来源). */
export type ApplyChannel = z.infer<typeof ApplyChannel>

/** How channels are written. */
export const applyChannelSchemes = {
  "gbt39046-a5": {
    source: "GB/T 39046-2020 A.5",
    values: {
      "1": { zh: "窗口办理", code: "counter" },
      "2": { zh: "网上办理（电脑端）", code: "web" },
      "3": { zh: "移动端", code: "mobile" },
      "4": { zh: "快递申请", code: "mail" },
      "9": { zh: "其他", code: "other" },
    },
  },
  "atg-apply-from": {
    source: "ATG, 申报来源",
    values: {
      "0": { zh: "窗口", code: "counter", loss: "that it was no one-window counter" },
      "1": { zh: "网上PC", code: "web", loss: "that it was no one-window site" },
      "2": { zh: "移动", code: "mobile" },
      "3": { zh: "上级交办", code: "assigned" },
      "4": { zh: "下级报送", code: "reported" },
      "5": { zh: "同级转办", code: "transferred" },
      "8": { zh: "线下一窗", code: "counter", loss: "that it was a one-window counter" },
      "9": { zh: "线上一窗", code: "web", loss: "that it was a one-window site" },
    },
  },
  "shandong-submit": {
    source: "EA_JC SUBMIT",
    values: {
      "0": { zh: "窗口", code: "counter" },
      "1": { zh: "网上", code: "web", loss: "whether it was a mobile device" },
      "2": { zh: "信函", code: "mail" },
      "3": { zh: "电报", code: "other", loss: "电报" },
      "4": { zh: "电传", code: "other", loss: "电传" },
      "5": { zh: "传真", code: "other", loss: "传真" },
      "6": { zh: "邮件", code: "other", loss: "邮件" },
      "7": { zh: "EDI", code: "other", loss: "EDI" },
      "8": { zh: "其他", code: "other", loss: "that it was none of 3 to 7" },
    },
  },
} as const satisfies Schemes<ApplyChannel>

/** 取件方式 (how the result is fetched). */
export const pickups = {
  inPerson: { zh: "自取", en: "In person" },
  mail: { zh: "邮寄", en: "By mail" },
} as const satisfies CodeList
/** A shared code of `pickups` (取件方式). */
export const Pickup = /* @__PURE__ */ codeOf(pickups)
/** A shared code of `pickups` (取件方式). */
export type Pickup = z.infer<typeof Pickup>

/** How pickups are written. */
export const pickupSchemes = {
  "guangdong-lqfs": {
    source: "EX_GDBS_LQDJ.LQFS, OBTAIN_PAPER_WAY",
    values: { "0": { zh: "自取", code: "inPerson" }, "1": { zh: "邮寄", code: "mail" } },
  },
} as const satisfies Schemes<Pickup>

/** 办结结果 (how a case ended). */
export const caseResults = {
  granted: { zh: "准予", en: "Granted" },
  refused: { zh: "不予许可", en: "Refused" },
  notAccepted: { zh: "不予受理", en: "Not accepted" },
  returned: { zh: "退回", en: "Returned" },
  void: { zh: "作废", en: "Void" },
  deleted: { zh: "删除", en: "Deleted" },
  passedUp: { zh: "转报", en: "Passed upward" },
  notSupplied: { zh: "补正不来", en: "Correction not supplied" },
  closed: { zh: "办结", en: "Closed" },
} as const satisfies CodeList
/** A shared code of `caseResults` (办结结果). */
export const CaseResult = /* @__PURE__ */ codeOf(caseResults)
/** A shared code of `caseResults` (办结结果). */
export type CaseResult = z.infer<typeof CaseResult>

/** How results are written: 1 and 6 differ between Guangdong and Shandong. */
export const caseResultSchemes = {
  "guangdong-result": {
    source: "EX_GDBS_BJ.BJJGDM",
    values: {
      "0": { zh: "出证办结", code: "granted" },
      "1": { zh: "退回办结", code: "returned" },
      "2": { zh: "作废办结", code: "void" },
      "3": { zh: "删除办结", code: "deleted" },
      "4": { zh: "转报办结", code: "passedUp" },
      "5": { zh: "补正不来办结", code: "notSupplied" },
      "6": { zh: "办结", code: "closed" },
      "7": { zh: "不予许可", code: "refused" },
    },
  },
  "shandong-result": {
    source: "EA_JC_STEP_DONE.DONERESULT",
    values: {
      "0": { zh: "出证办结", code: "granted" },
      "1": { zh: "不予许可", code: "refused" },
      "2": { zh: "作废办结", code: "void" },
      "3": { zh: "删除办结", code: "deleted" },
      "4": { zh: "转报办结", code: "passedUp" },
      "5": { zh: "退件办结", code: "returned", loss: "whether it was given up or not supplied" },
      "6": { zh: "不予受理", code: "notAccepted" },
    },
  },
} as const satisfies Schemes<CaseResult>

/** 满意度 (rating), GB/T 39046-2020 A.8: 1 is best, stars are 6 − code. */
export const ratings = {
  "1": { zh: "非常满意", en: "Very satisfied" },
  "2": { zh: "满意", en: "Satisfied" },
  "3": { zh: "基本满意", en: "Fairly satisfied" },
  "4": { zh: "不满意", en: "Dissatisfied" },
  "5": { zh: "非常不满意", en: "Very dissatisfied" },
} as const satisfies CodeList
/** A shared code of `ratings` (满意度). */
export const RatingCode = /* @__PURE__ */ codeOf(ratings)
/** A shared code of `ratings` (满意度). */
export type RatingCode = z.infer<typeof RatingCode>

/** How ratings are written. Star counts are the other way round and no scheme here. */
export const ratingSchemes = {
  "gbt39046-a8": {
    source: "GB/T 39046-2020 A.8",
    values: {
      "1": { zh: "非常满意", code: "1" },
      "2": { zh: "满意", code: "2" },
      "3": { zh: "基本满意", code: "3" },
      "4": { zh: "不满意", code: "4" },
      "5": { zh: "非常不满意", code: "5" },
    },
  },
} as const satisfies Schemes<RatingCode>

/** 评价渠道 (where a rating was given); the sources name them without codes. */
export const ratingChannels = {
  pc: { zh: "政务服务网", en: "Web" },
  mobile: { zh: "移动端", en: "Mobile" },
  qr: { zh: "二维码", en: "QR code" },
  tablet: { zh: "大厅平板", en: "Tablet in the hall" },
  kiosk: { zh: "自助终端", en: "Kiosk" },
  phone: { zh: "12345 电话", en: "12345 by phone" },
  sms: { zh: "短信", en: "Text message" },
} as const satisfies CodeList
/** A shared code of `ratingChannels` (评价渠道). */
export const RatingChannel = /* @__PURE__ */ codeOf(ratingChannels)
/** A shared code of `ratingChannels` (评价渠道). */
export type RatingChannel = z.infer<typeof RatingChannel>

/**
 * How special procedures (特别程序) are written. None of these lists says which of the law's it is, a
 * hearing excepted; an extension and a correction are steps of their own.
 */
export const specialProcedureSchemes = {
  "gbt39046-a7": {
    source: "GB/T 39046-2020 A.7",
    values: { "1": { zh: "延长审批" }, "2": { zh: "除延长审批之外" } },
  },
  "shandong-specialnode": {
    source: "EA_JC_STEP_SPECIALNODE.NODERESULT",
    values: {
      "1": { zh: "补齐补正" },
      "2": { zh: "听证", code: "hearing" },
      "3": { zh: "公示" },
      "4": { zh: "核实" },
      "5": { zh: "挂起" },
      "6": { zh: "预审补齐补正" },
    },
  },
} as const satisfies Schemes<SpecialProcedureKind>
