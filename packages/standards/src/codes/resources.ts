import type * as z from "zod/mini"
import { codeOf } from "./code.ts"
import type { CodeList, Schemes } from "./scheme.ts"

/** 共享类型 (whether data may be shared), 政务信息资源目录编制指南(试行) 2017. */
export const sharingTypes = {
  unconditional: { zh: "无条件共享", en: "Shared without conditions" },
  conditional: { zh: "有条件共享", en: "Shared on conditions" },
  notShared: { zh: "不予共享", en: "Not shared" },
} as const satisfies CodeList
/** A shared code of `sharingTypes` (共享类型). */
export const SharingType = /* @__PURE__ */ codeOf(sharingTypes)
/** A shared code of `sharingTypes` (共享类型). */
export type SharingType = z.infer<typeof SharingType>

const sharingValues = {
  "1": { zh: "无条件共享", code: "unconditional" },
  "2": { zh: "有条件共享", code: "conditional" },
  "3": { zh: "不予共享", code: "notShared" },
} as const

/** How sharing is written. */
export const sharingTypeSchemes = {
  "catalogue-guide": { source: "政务信息资源目录编制指南(试行) 2017", values: sharingValues },
  "catalogue-guide-padded": {
    source: "the same with two digits, as other tools write it",
    values: { "01": sharingValues["1"], "02": sharingValues["2"], "03": sharingValues["3"] },
  },
  "af-elec-licence-sharing": {
    source: "af_data_catalog elec_licence shared_type",
    values: {
      "1": { zh: "依事项共享", code: "conditional", loss: "that the condition is an item" },
      "2": { zh: "有条件共享", code: "conditional", loss: "that the condition is no item" },
    },
  },
} as const satisfies Schemes<SharingType>

/** 开放属性 (whether data is open to the public). */
export const opennessTypes = {
  open: { zh: "向公众开放", en: "Open to the public" },
  closed: { zh: "不向公众开放", en: "Not open to the public" },
} as const satisfies CodeList
/** A shared code of `opennessTypes` (开放属性). */
export const Openness = /* @__PURE__ */ codeOf(opennessTypes)
/** A shared code of `opennessTypes` (开放属性). */
export type Openness = z.infer<typeof Openness>

/** How openness is written. Older tools write 0 and 1; which is which was not read. */
export const opennessSchemes = {
  "af-open-type": {
    source: "af_data_catalog open_type",
    values: {
      "1": { zh: "向公众开放", code: "open" },
      "2": { zh: "不向公众开放", code: "closed" },
    },
  },
  "af-open-level": {
    source: "af_data_catalog t_open_catalog",
    values: {
      "1": { zh: "实名认证开放", code: "open", loss: "that one must be known by name" },
      "2": { zh: "审核开放", code: "open", loss: "that each request is examined" },
    },
  },
} as const satisfies Schemes<Openness>

/** 更新周期 (how often data is renewed), 政务信息资源目录编制指南(试行) 2017. */
export const updateCycles = {
  realtime: { zh: "实时", en: "At once" },
  daily: { zh: "每日", en: "Daily" },
  weekly: { zh: "每周", en: "Weekly" },
  tenDay: { zh: "每旬", en: "Every ten days" },
  monthly: { zh: "每月", en: "Monthly" },
  quarterly: { zh: "每季度", en: "Quarterly" },
  yearly: { zh: "每年", en: "Yearly" },
} as const satisfies CodeList
/** A shared code of `updateCycles` (更新周期). */
export const UpdateCycle = /* @__PURE__ */ codeOf(updateCycles)
/** A shared code of `updateCycles` (更新周期). */
export type UpdateCycle = z.infer<typeof UpdateCycle>

/** How cycles are written. */
export const updateCycleSchemes = {
  "af-gxzq": {
    source: "af_data_catalog, GXZQ",
    values: {
      "1": { zh: "不定时" },
      "2": { zh: "实时", code: "realtime" },
      "3": { zh: "每日", code: "daily" },
      "4": { zh: "每周", code: "weekly" },
      "5": { zh: "每月", code: "monthly" },
      "6": { zh: "每季度", code: "quarterly" },
      "7": { zh: "每半年" },
      "8": { zh: "每年", code: "yearly" },
      "9": { zh: "其他" },
    },
  },
} as const satisfies Schemes<UpdateCycle>

/** 共享方式 (how data is handed over), 政务信息资源目录编制指南(试行) 2017; it gives no codes. */
export const sharingModes = {
  system: { zh: "系统对接", en: "Between systems" },
  query: { zh: "联机查询", en: "Online query" },
  browse: { zh: "在线浏览", en: "Online reading" },
  service: { zh: "调用在线服务", en: "Online service" },
  download: { zh: "下载", en: "Download" },
  copy: { zh: "拷贝", en: "Copy" },
  other: { zh: "其他", en: "Other" },
} as const satisfies CodeList
/** A shared code of `sharingModes` (共享方式). */
export const SharingMode = /* @__PURE__ */ codeOf(sharingModes)
/** A shared code of `sharingModes` (共享方式). */
export type SharingMode = z.infer<typeof SharingMode>

/** How modes are written. */
export const sharingModeSchemes = {
  "af-share-mode": {
    source: "af_data_catalog",
    values: {
      "1": { zh: "共享平台", code: "system", loss: "that it is the sharing platform" },
      "2": { zh: "邮件", code: "other", loss: "邮件" },
      "3": { zh: "介质", code: "copy", loss: "that it is a medium" },
    },
  },
} as const satisfies Schemes<SharingMode>
