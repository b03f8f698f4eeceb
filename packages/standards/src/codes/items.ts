import type * as z from "zod/mini"
import { codeOf } from "./code.ts"
import type { CodeList, Schemes } from "./scheme.ts"

/** 事项类型 (item type), GB/T 39046-2020 A.1; 11 to 19 and 21 up are left to extensions there. */
export const itemTypes = {
  power: { zh: "行政权力", en: "Administrative power" },
  licence: { zh: "行政许可", en: "Administrative licence" },
  penalty: { zh: "行政处罚", en: "Administrative penalty" },
  coercion: { zh: "行政强制", en: "Administrative coercion" },
  levy: { zh: "行政征收", en: "Administrative levy" },
  benefit: { zh: "行政给付", en: "Administrative benefit" },
  inspection: { zh: "行政检查", en: "Administrative inspection" },
  confirmation: { zh: "行政确认", en: "Administrative confirmation" },
  reward: { zh: "行政奖励", en: "Administrative reward" },
  adjudication: { zh: "行政裁决", en: "Administrative adjudication" },
  otherPower: { zh: "其他行政权力", en: "Other administrative power" },
  publicService: { zh: "公共服务", en: "Public service" },
} as const satisfies CodeList
/** A shared code of `itemTypes` (事项类型). */
export const ItemType = /* @__PURE__ */ codeOf(itemTypes)
/** A shared code of `itemTypes` (事项类型). */
export type ItemType = z.infer<typeof ItemType>

const itemTypeValues = {
  "00": { zh: "行政权力", code: "power" },
  "01": { zh: "行政许可", code: "licence" },
  "02": { zh: "行政处罚", code: "penalty" },
  "03": { zh: "行政强制", code: "coercion" },
  "04": { zh: "行政征收", code: "levy" },
  "05": { zh: "行政给付", code: "benefit" },
  "06": { zh: "行政检查", code: "inspection" },
  "07": { zh: "行政确认", code: "confirmation" },
  "08": { zh: "行政奖励", code: "reward" },
  "09": { zh: "行政裁决", code: "adjudication" },
  "10": { zh: "其他行政权力", code: "otherPower" },
  "20": { zh: "公共服务", code: "publicService" },
} as const

/** How item types are written. */
export const itemTypeSchemes = {
  "gbt39046-a1": { source: "GB/T 39046-2020 A.1", values: itemTypeValues },
  // The same without its leading zero (service directory of 广安区, 2025-04).
  "sichuan-task-type": {
    source: "service directory of 广安区, Sichuan",
    values: {
      "1": itemTypeValues["01"],
      "5": itemTypeValues["05"],
      "7": itemTypeValues["07"],
      "8": itemTypeValues["08"],
      "9": itemTypeValues["09"],
      "10": itemTypeValues["10"],
      "20": itemTypeValues["20"],
    },
  },
} as const satisfies Schemes<ItemType>

/** 办件类型 (how a case of the item is processed), GB/T 39046-2020 A.6. */
export const processingTypes = {
  immediate: { zh: "即办件", en: "Done at once" },
  promised: { zh: "承诺件", en: "Done by a promised day" },
  other: { zh: "其他", en: "Other" },
} as const satisfies CodeList
/** A shared code of `processingTypes` (办件类型). */
export const ProcessingType = /* @__PURE__ */ codeOf(processingTypes)
/** A shared code of `processingTypes` (办件类型). */
export type ProcessingType = z.infer<typeof ProcessingType>

/** How processing types are written. */
export const processingTypeSchemes = {
  "gbt39046-a6": {
    source: "GB/T 39046-2020 A.6",
    values: {
      "1": { zh: "即办件", code: "immediate" },
      "2": { zh: "承诺件", code: "promised" },
      "9": { zh: "其他", code: "other" },
    },
  },
  "shandong-approvaltype": {
    source: "EA_JC_STEP_BASICINFO.APPROVALTYPE",
    values: {
      "1": { zh: "即办件", code: "immediate" },
      "2": { zh: "承诺件", code: "promised" },
      "3": { zh: "联办件", code: "other", loss: "that several departments handle it" },
      "4": { zh: "上报件", code: "other", loss: "that it is reported upward" },
    },
  },
} as const satisfies Schemes<ProcessingType>

/** 行使层级 (level at which a power is exercised), GB/T 39046-2020 A.2. */
export const exerciseLevels = {
  national: { zh: "国家级", en: "National" },
  province: { zh: "省级", en: "Province" },
  city: { zh: "市级", en: "City" },
  county: { zh: "县级", en: "County" },
  township: { zh: "镇（乡、街道）级", en: "Township" },
  village: { zh: "村（社区）级", en: "Village" },
  tiered: { zh: "分级管理", en: "By tiers" },
} as const satisfies CodeList
/** A shared code of `exerciseLevels` (行使层级). */
export const ExerciseLevel = /* @__PURE__ */ codeOf(exerciseLevels)
/** A shared code of `exerciseLevels` (行使层级). */
export type ExerciseLevel = z.infer<typeof ExerciseLevel>

/** How levels are written; also place 19 of an item code. */
export const exerciseLevelSchemes = {
  "gbt39046-a2": {
    source: "GB/T 39046-2020 A.2",
    values: {
      "1": { zh: "国家级（局）", code: "national" },
      "2": { zh: "省级（直属）", code: "province" },
      "3": { zh: "市级（隶属）", code: "city" },
      "4": { zh: "县级", code: "county" },
      "5": { zh: "镇（乡、街道）级", code: "township" },
      "6": { zh: "村（社区）级", code: "village" },
      "7": { zh: "分级管理", code: "tiered" },
    },
  },
} as const satisfies Schemes<ExerciseLevel>

/** 实施主体性质 (nature of the implementing body), GB/T 39046-2020 A.3. */
export const bodyNatures = {
  statutory: { zh: "法定机关", en: "Statutory organ" },
  authorized: { zh: "授权组织", en: "Authorised organisation" },
  entrusted: { zh: "受委托组织", en: "Entrusted organisation" },
  other: { zh: "其他", en: "Other" },
} as const satisfies CodeList
/** A shared code of `bodyNatures` (实施主体性质). */
export const BodyNature = /* @__PURE__ */ codeOf(bodyNatures)
/** A shared code of `bodyNatures` (实施主体性质). */
export type BodyNature = z.infer<typeof BodyNature>

/** How natures are written. */
export const bodyNatureSchemes = {
  "gbt39046-a3": {
    source: "GB/T 39046-2020 A.3",
    values: {
      "1": { zh: "法定机关", code: "statutory" },
      "2": { zh: "授权组织", code: "authorized" },
      "3": { zh: "受委托组织", code: "entrusted" },
      "9": { zh: "其他", code: "other" },
    },
  },
} as const satisfies Schemes<BodyNature>

/** 通办范围 (where else it can be handled), GB/T 39046-2020 table 4. */
export const crossRegionScopes = {
  nationwide: { zh: "全国", en: "Nationwide" },
  acrossProvinces: { zh: "跨省", en: "Across provinces" },
  acrossCities: { zh: "跨市", en: "Across cities" },
  acrossCounties: { zh: "跨县", en: "Across counties" },
} as const satisfies CodeList
/** A shared code of `crossRegionScopes` (通办范围). */
export const CrossRegionScope = /* @__PURE__ */ codeOf(crossRegionScopes)
/** A shared code of `crossRegionScopes` (通办范围). */
export type CrossRegionScope = z.infer<typeof CrossRegionScope>

/**
 * The digits 1 to 4 in the order of the names: unconfirmed (the names were read, the digits not). An
 * operator may choose this scheme; nothing of ours does by itself.
 */
export const crossRegionScopeSchemes = {
  "gbt39046-table4-unconfirmed": {
    source: "unconfirmed",
    values: {
      "1": { zh: "全国", code: "nationwide" },
      "2": { zh: "跨省", code: "acrossProvinces" },
      "3": { zh: "跨市", code: "acrossCities" },
      "4": { zh: "跨县", code: "acrossCounties" },
    },
  },
} as const satisfies Schemes<CrossRegionScope>

/** 跨省通办业务模式 (ways of handling across provinces), 国办发〔2020〕35号; no source gives them codes. */
export const crossRegionModes = {
  fullOnline: { zh: "全程网办", en: "Wholly online" },
  remoteProxy: { zh: "异地代收代办", en: "Received there, decided here" },
  multiPlaceJoint: { zh: "多地联办", en: "Handled by several places together" },
} as const satisfies CodeList
/** A shared code of `crossRegionModes` (跨省通办业务模式). */
export const CrossRegionMode = /* @__PURE__ */ codeOf(crossRegionModes)
/** A shared code of `crossRegionModes` (跨省通办业务模式). */
export type CrossRegionMode = z.infer<typeof CrossRegionMode>

/** 时限单位 (unit of a limit). */
export const timeUnits = {
  workday: { zh: "工作日", en: "Working days" },
  day: { zh: "自然日", en: "Days" },
  hour: { zh: "小时", en: "Hours" },
  minute: { zh: "分钟", en: "Minutes" },
  month: { zh: "月", en: "Months" },
  year: { zh: "年", en: "Years" },
} as const satisfies CodeList
/** A shared code of `timeUnits` (时限单位). */
export const TimeUnit = /* @__PURE__ */ codeOf(timeUnits)
/** A shared code of `timeUnits` (时限单位). */
export type TimeUnit = z.infer<typeof TimeUnit>

/** How units are written. The values of the national tables (`promise_type`) were not found. */
export const timeUnitSchemes = {
  "shandong-promisetimeunit": {
    source: "EA_JC_STEP_BASICINFO.PROMISETIMEUNIT",
    values: {
      "1": { zh: "工作日", code: "workday" },
      "2": { zh: "自然日", code: "day" },
      "3": { zh: "小时", code: "hour" },
      "4": { zh: "分钟", code: "minute" },
      "5": { zh: "月", code: "month" },
    },
  },
  "zhejiang-promisetype": {
    source: "pre_apasinfo.promisetype",
    values: {
      "1": { zh: "工作日", code: "workday" },
      "2": { zh: "月", code: "month" },
      "3": { zh: "年", code: "year" },
      "4": { zh: "天", code: "day" },
    },
  },
} as const satisfies Schemes<TimeUnit>
