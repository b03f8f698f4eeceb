import type * as z from "zod/mini"
import { codeOf } from "./code.ts"
import type { CodeList, Schemes } from "./scheme.ts"

/** 服务对象 (whom an item serves), ZWFW C0109.2-2018. Several at once are usual. */
export const serviceObjects = {
  person: { zh: "自然人", en: "Natural person" },
  enterprise: { zh: "企业法人", en: "Enterprise" },
  institution: { zh: "事业法人", en: "Public institution" },
  socialOrganization: { zh: "社会组织法人", en: "Social organisation" },
  unincorporated: { zh: "非法人企业", en: "Unincorporated enterprise" },
  organ: { zh: "行政机关", en: "Administrative organ" },
  otherOrganization: { zh: "其他组织", en: "Other organisation" },
} as const satisfies CodeList
/** A shared code of `serviceObjects` (服务对象). */
export const ServiceObject = /* @__PURE__ */ codeOf(serviceObjects)
/** A shared code of `serviceObjects` (服务对象). */
export type ServiceObject = z.infer<typeof ServiceObject>

const corporate = {
  "1": { zh: "自然人", code: "person" },
  "2": { zh: "企业法人", code: "enterprise" },
  "3": { zh: "事业法人", code: "institution" },
  "4": { zh: "社会组织法人", code: "socialOrganization" },
} as const

/** How service objects are written: 5 and 6 differ between the two national lists. */
export const serviceObjectSchemes = {
  "c0109-2": {
    source: "ZWFW C0109.2-2018 as implemented in three code bases",
    values: {
      ...corporate,
      "5": { zh: "非法人企业", code: "unincorporated" },
      "6": { zh: "行政机关", code: "organ" },
      "9": { zh: "其他组织", code: "otherOrganization" },
    },
  },
  "gbt39046-a4": {
    source: "GB/T 39046-2020 A.4",
    values: {
      ...corporate,
      "5": { zh: "行政机关", code: "organ" },
      "6": { zh: "其他组织", code: "otherOrganization" },
    },
  },
  "guangdong-sqrlx": {
    source: "EX_GDBS_SB.SQRLX",
    values: {
      "1": { zh: "个人", code: "person" },
      "2": { zh: "企业", code: "enterprise", loss: "whether it is incorporated" },
      // May be any body that is no enterprise: no shared code says so.
      "3": { zh: "其他" },
    },
  },
  "zhejiang-applytype": {
    source: "pre_apasinfo.applyType",
    values: {
      "0": { zh: "个人", code: "person" },
      "1": { zh: "企业", code: "enterprise", loss: "whether it is incorporated" },
      "2": { zh: "非企业" },
    },
  },
  "guangdong-rating-usertype": {
    source: "好差评 push fields of Guangdong, userType",
    values: {
      "0": { zh: "个人", code: "person" },
      "1": { zh: "法人" },
    },
  },
} as const satisfies Schemes<ServiceObject>

/** 持证主体代码类型 (what the holder's number is), GB/T 36903 with GA/T 2000.156 for persons. */
export const holderTypes = {
  creditCode: { zh: "统一社会信用代码", en: "Unified social credit code" },
  residentId: { zh: "公民身份号码", en: "Resident identity number" },
  officer: { zh: "军官证", en: "Officer's card" },
  passport: { zh: "普通护照", en: "Ordinary passport" },
  taiwanPermit: { zh: "台湾居民来往大陆通行证", en: "Taiwan resident's travel permit" },
  hongKongMacaoPermit: {
    zh: "港澳居民来往内地通行证（中国籍）",
    en: "Hong Kong or Macao resident's travel permit, Chinese nationals",
  },
  hongKongMacaoPermitForeign: {
    zh: "港澳居民来往内地通行证（非中国籍）",
    en: "Hong Kong or Macao resident's travel permit, other nationals",
  },
  residencePermit: { zh: "港澳台居住证", en: "Residence permit of Hong Kong, Macao and Taiwan" },
  foreignPermanentResident: {
    zh: "外国人永久居留身份证",
    en: "Foreigner's permanent residence card",
  },
  other: { zh: "其他", en: "Other" },
} as const satisfies CodeList
/** A shared code of `holderTypes` (持证主体代码类型). */
export const HolderType = /* @__PURE__ */ codeOf(holderTypes)
/** A shared code of `holderTypes` (持证主体代码类型). */
export type HolderType = z.infer<typeof HolderType>

/** How holder types are written. */
export const holderTypeSchemes = {
  // 114 军官证 and 999 其他 are unconfirmed and left out.
  gbt36903: {
    source: "GB/T 36903-2018, GA/T 2000.156",
    values: {
      "001": { zh: "统一社会信用代码", code: "creditCode" },
      "111": { zh: "公民身份号码", code: "residentId" },
      "414": { zh: "普通护照", code: "passport" },
      "511": { zh: "台湾居民来往大陆通行证", code: "taiwanPermit" },
      "516": { zh: "港澳居民来往内地通行证（中国籍）", code: "hongKongMacaoPermit" },
      "526": { zh: "港澳居民来往内地通行证（非中国籍）", code: "hongKongMacaoPermitForeign" },
      "553": { zh: "外国人永久居留身份证", code: "foreignPermanentResident" },
    },
  },
  // Only 10 was seen.
  "guangdong-identity-type": {
    source: "holder_identity_type of Guangdong and Jiangsu",
    values: { "10": { zh: "身份证", code: "residentId" } },
  },
  "zhejiang-idtype": {
    source: "浙里办 idtype",
    values: {
      "1": { zh: "身份证", code: "residentId" },
      "2": { zh: "护照", code: "passport" },
      "3": { zh: "军官证", code: "officer" },
      // Nothing says whose nationals they are, or whose permit it is.
      "4": { zh: "港澳" },
      "5": { zh: "台湾", code: "taiwanPermit" },
      "6": { zh: "外国人永久居留", code: "foreignPermanentResident" },
    },
  },
  "zhejiang-atg-cert-type": {
    source: "ATG certificate types, Zhejiang",
    values: {
      "31": { zh: "身份证", code: "residentId" },
      "32": { zh: "军官证", code: "officer" },
      "33": { zh: "护照", code: "passport" },
      "34": { zh: "律师证", code: "other", loss: "律师证" },
      "35": { zh: "港澳通行证" },
      "36": { zh: "台胞证", code: "taiwanPermit" },
      "37": { zh: "港澳台居住证", code: "residencePermit" },
      "38": { zh: "外国人永久居留证", code: "foreignPermanentResident" },
      "49": { zh: "其他个人证件", code: "other", loss: "that it is a person's" },
      // Kinds of papers and organisations, not of numbers: no shared code says them.
      "51": { zh: "营业执照" },
      "53": { zh: "机关群团" },
      "54": { zh: "医疗机构" },
      "55": { zh: "宗教" },
      "56": { zh: "民办非企业" },
      "57": { zh: "社团" },
      "58": { zh: "基金会" },
      "59": { zh: "事业单位" },
      "79": { zh: "其他法人" },
    },
  },
  "shanghai-stuff-user-type": {
    source: "WorkAttachmentVo.stuffUserType",
    values: {
      "1": { zh: "身份证", code: "residentId" },
      "2": { zh: "统一社会信用代码", code: "creditCode" },
    },
  },
} as const satisfies Schemes<HolderType>

/** 实名/可信等级 (how sure it is who somebody is), our ladder: national levels were not found. */
export const assuranceLevels = {
  "0": { zh: "未实名", en: "Not proofed" },
  "1": { zh: "格式核验", en: "Form of the data checked" },
  "2": { zh: "两要素核验", en: "Two elements checked" },
  "3": { zh: "实人核验", en: "Live person" },
  "4": { zh: "数字证书或窗口核验", en: "Certificate or counter" },
} as const satisfies CodeList
/** A shared code of `assuranceLevels` (实名). */
export const AssuranceLevel = /* @__PURE__ */ codeOf(assuranceLevels)
/** A shared code of `assuranceLevels` (实名). */
export type AssuranceLevel = z.infer<typeof AssuranceLevel>

/** How levels are written. */
export const assuranceLevelSchemes = {
  "zhejiang-authlevel": {
    source: "浙里办 authlevel",
    values: {
      "1": { zh: "非实名", code: "0" },
      "2": { zh: "初级实名", code: "2" },
      "3": { zh: "高级实名", code: "3" },
    },
  },
  // Level 1 is not described in the source.
  "guangdong-trust-level": {
    source: "广东统一身份认证，可信等级",
    values: {
      "2": { zh: "仅核验信息组成规则", code: "1" },
      "3": { zh: "两要素核验", code: "2" },
      "4": { zh: "实人、实名、实证一致", code: "3" },
      "5": { zh: "数字证书或窗口现场核验", code: "4" },
    },
  },
} as const satisfies Schemes<AssuranceLevel>
