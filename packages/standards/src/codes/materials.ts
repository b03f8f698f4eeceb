import type * as z from "zod/mini"
import { codeOf } from "./code.ts"
import type { CodeList, Schemes } from "./scheme.ts"

/** 材料必要性 (whether a paper must be there). */
export const materialNecessities = {
  required: { zh: "必要", en: "Required" },
  optional: { zh: "非必要", en: "Optional" },
  mayFollow: { zh: "容缺后补", en: "May follow, on a promise" },
} as const satisfies CodeList
/** A shared code of `materialNecessities` (材料必要性). */
export const MaterialNecessity = /* @__PURE__ */ codeOf(materialNecessities)
/** A shared code of `materialNecessities` (材料必要性). */
export type MaterialNecessity = z.infer<typeof MaterialNecessity>

/** How necessity is written. 2 is 非必要 in one and 容缺后补 in the other. */
export const materialNecessitySchemes = {
  "c0109-2": {
    source: "ZWFW C0109.2-2018 as implemented in public code",
    values: {
      "1": { zh: "必要", code: "required" },
      "2": { zh: "非必要", code: "optional" },
      "3": { zh: "容缺后补", code: "mayFollow" },
    },
  },
  "gbt39046-table4": {
    source: "GB/T 39046-2020 table 4, 是否必备材料",
    values: {
      "1": { zh: "是", code: "required" },
      "0": { zh: "否", code: "optional", loss: "whether it may follow later" },
    },
  },
  "zfsoft-mustflag": {
    source: "zfsoft mustFlag",
    values: {
      "0": { zh: "必要", code: "required" },
      "1": { zh: "非必要", code: "optional" },
      "2": { zh: "容缺后补", code: "mayFollow" },
      // Nothing is handed in and nothing follows on paper: no shared code says it.
      "3": { zh: "信息免交（信用后补）" },
    },
  },
} as const satisfies Schemes<MaterialNecessity>

/** 材料类型 (what kind of paper). */
export const materialTypes = {
  proof: { zh: "证件证书证明", en: "Certificate, licence or proof" },
  form: { zh: "申请表格文书", en: "Form" },
  other: { zh: "其他", en: "Other" },
} as const satisfies CodeList
/** A shared code of `materialTypes` (材料类型). */
export const MaterialType = /* @__PURE__ */ codeOf(materialTypes)
/** A shared code of `materialTypes` (材料类型). */
export type MaterialType = z.infer<typeof MaterialType>

/** How kinds of papers are written. */
export const materialTypeSchemes = {
  "c0109-2": {
    source: "ZWFW C0109.2-2018 as implemented in public code",
    values: {
      "1": { zh: "证件证书证明", code: "proof" },
      "2": { zh: "申请表格文书", code: "form" },
      "3": { zh: "其他", code: "other" },
    },
  },
} as const satisfies Schemes<MaterialType>

/** 材料形式 (on paper or not). */
export const materialForms = {
  paper: { zh: "纸质", en: "Paper" },
  electronic: { zh: "电子化", en: "Electronic" },
  either: { zh: "纸质或电子化", en: "Paper or electronic" },
} as const satisfies CodeList
/** A shared code of `materialForms` (材料形式). */
export const MaterialForm = /* @__PURE__ */ codeOf(materialForms)
/** A shared code of `materialForms` (材料形式). */
export type MaterialForm = z.infer<typeof MaterialForm>

/** How forms are written. */
export const materialFormSchemes = {
  "c0109-2": {
    source: "ZWFW C0109.2-2018 as implemented in public code",
    values: {
      "1": { zh: "纸质", code: "paper" },
      "2": { zh: "电子化", code: "electronic" },
      "3": { zh: "纸质或电子化", code: "either" },
    },
  },
} as const satisfies Schemes<MaterialForm>

/** 材料来源渠道 (who has the paper). `government`: fetch it, do not ask for it. */
export const materialSources = {
  applicant: { zh: "申请人自备", en: "From the applicant" },
  government: { zh: "政府部门核发", en: "Issued by government" },
  other: { zh: "其他", en: "Other" },
} as const satisfies CodeList
/** A shared code of `materialSources` (材料来源渠道). */
export const MaterialSource = /* @__PURE__ */ codeOf(materialSources)
/** A shared code of `materialSources` (材料来源渠道). */
export type MaterialSource = z.infer<typeof MaterialSource>

/** How sources are written. The meaning of zfsoft's 0, 1, 2 was not found. */
export const materialSourceSchemes = {
  "c0109-2": {
    source: "ZWFW C0109.2-2018 as implemented in public code; 30 from Beijing's guide",
    values: {
      "10": { zh: "申请人自备", code: "applicant" },
      "20": { zh: "政府部门核发", code: "government" },
      "30": { zh: "中介机构或其他出具", code: "other", loss: "that an intermediary issues it" },
      "99": { zh: "其他", code: "other", loss: "that no intermediary issues it" },
    },
  },
} as const satisfies Schemes<MaterialSource>

/** 可信等级 (how sure a paper is), 国办函〔2016〕108号. The letter is the code; people never see it. */
export const trustGrades = {
  A: { zh: "实施机构产生的证照批文", en: "Issued by the implementing body" },
  B: { zh: "窗口人员已核验通过", en: "Checked by counter staff" },
  C: { zh: "用户自行上传的证照批文", en: "Uploaded by the user" },
  D: { zh: "用户自制材料", en: "Made by the user" },
} as const satisfies CodeList

/** 证照状态 (status of a licence). The literal ABOLISHED is unconfirmed in sources; it is our code. */
export const licenceStatuses = {
  ISSUED: { zh: "已签发", en: "Issued" },
  ABOLISHED: { zh: "已废止", en: "Abolished" },
} as const satisfies CodeList
/** A shared code of `licenceStatuses` (证照状态). */
export const LicenceStatus = /* @__PURE__ */ codeOf(licenceStatuses)
/** A shared code of `licenceStatuses` (证照状态). */
export type LicenceStatus = z.infer<typeof LicenceStatus>

/** How the status is written. */
export const licenceStatusSchemes = {
  "yangtze-license-status": {
    source: "长三角 and Guangdong license_status",
    values: { ISSUED: { zh: "已签发", code: "ISSUED" } },
  },
  "af-elec-licence": {
    source: "af_data_catalog elec_licence",
    values: {
      "0": { zh: "未发布" },
      "2": { zh: "已发布", code: "ISSUED", loss: "that it is in the directory" },
      "3": { zh: "已注销", code: "ABOLISHED", loss: "that it was struck off the directory" },
    },
  },
  "zaozhuang-verify": {
    source: "verify results of DB3704/T 0042-2024 clients",
    values: {
      "0": { zh: "信息正确且有效", code: "ISSUED" },
      "1": { zh: "未生效" },
      "2": { zh: "暂时失效" },
      "3": { zh: "失效" },
      "4": { zh: "信息不足" },
      "5": { zh: "无该证照" },
      "6": { zh: "无数据" },
      "7": { zh: "部分信息不符" },
    },
  },
} as const satisfies Schemes<LicenceStatus>
