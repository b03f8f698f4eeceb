import * as z from "zod/mini"
import { endpoint } from "./endpoint.ts"
import { DepartmentSummary, SchemeValue, Words } from "./common.ts"

/** How sure a paper is (材料可信等级): 国办函〔2016〕108号. Never shown as a letter. */
export const TrustGrade = z.enum(["A", "B", "C", "D"])
export type TrustGrade = z.infer<typeof TrustGrade>

/** What its owner gives out of a paper: a copy with a watermark (加注件), or the original as it lies. */
export const PaperForm = z.enum(["derived", "original"])
export type PaperForm = z.infer<typeof PaperForm>

/** A number of days; working days follow 行政许可法(2019) 82. */
export const TimeLimit = z.object({ days: z.int(), unit: z.enum(["workday", "day"]) })
export type TimeLimit = z.infer<typeof TimeLimit>

/** Kinds of sensitive personal information (敏感个人信息): 个人信息保护法(2021) 28. */
export const SensitiveCategory = z.enum([
  "biometric",
  "belief",
  "identity",
  "health",
  "finance",
  "whereabouts",
])
export type SensitiveCategory = z.infer<typeof SensitiveCategory>

/** What 个人信息保护法(2021) 30 wants said before sensitive information is used. */
export const Sensitivity = z.object({
  categories: z.array(SensitiveCategory).check(z.minLength(1)),
  /** Why the item cannot do without it. */
  necessity: Words,
  /** What its use means for the person. */
  impact: Words,
})
export type Sensitivity = z.infer<typeof Sensitivity>

/** 证照类型代码 (GB/T 36904-2018). */
const LicenceType = z.string().check(z.minLength(1), z.maxLength(40))

/** A region's code (GB/T 2260), six digits; one that ends in zeros stands for all that lies in it. */
export const Region = z.string().check(z.regex(/^\d{6}$/))

/** Who must have issued a paper (出具机构): one of these bodies, or any body of one of these regions. */
export const IssuerDemand = z.object({
  name: Words,
  codes: z.optional(z.array(SchemeValue).check(z.maxLength(60))),
  regions: z.optional(z.array(Region).check(z.maxLength(60))),
})
export type IssuerDemand = z.infer<typeof IssuerDemand>

/** How long ago a paper may have been issued at most (出具时间要求, GB/T 39046-2020 table 4). */
export const IssueAge = z.object({
  count: z.int().check(z.positive(), z.maximum(1200)),
  unit: z.enum(["day", "month"]),
})
export type IssueAge = z.infer<typeof IssueAge>

/** A paper that an item asks for (申请材料). */
export const Requirement = z.object({
  key: z.string().check(z.minLength(1), z.maxLength(40), z.regex(/^[A-Za-z0-9_-]+$/)),
  name: Words,
  /** 必要 | 非必要 | 容缺后补 (codes 1, 2, 3). */
  necessity: z.enum(["required", "optional", "mayFollow"]),
  /** 申请人自备 | 政府部门核发 | 其他 (codes 10, 20, 30). `government`: fetch it, do not ask for it. */
  source: z.enum(["applicant", "government", "other"]),
  acceptedGrades: z.array(TrustGrade),
  /** The licence type that fits (证照类型代码), where one is named. */
  licenceType: z.optional(z.string()),
  /** Other licence types that fit as well. */
  alsoFits: z.optional(
    z.array(z.object({ licenceType: LicenceType, name: Words })).check(z.maxLength(20)),
  ),
  issuedBy: z.optional(IssuerDemand),
  issuedWithin: z.optional(IssueAge),
  /** 纸质 | 电子化 | 纸质或电子化 (材料形式, codes 1, 2, 3); without it, either. */
  form: z.optional(z.enum(["paper", "electronic", "either"])),
  /** The fields of the paper that are used; none means all. */
  fields: z.array(z.string()),
  /** `derived` where nothing stands; `original` where the e-seal itself must be checked. */
  handedOver: z.optional(PaperForm),
  /** Asked for by itself, on a page of its own (protocol M7), in these words. */
  sensitive: z.optional(Sensitivity),
})
export type Requirement = z.infer<typeof Requirement>

/** A government service item (政务服务事项) in one published version. */
export const ServiceItem = z.object({
  /** 实施编码, 31 or 33 characters. */
  code: z.string(),
  version: z.int(),
  name: Words,
  shortName: Words,
  department: DepartmentSummary,
  limits: z.object({ statutory: z.optional(TimeLimit), promised: z.optional(TimeLimit) }),
  window: z.optional(z.string()),
  /** In the order of the guide. */
  requirements: z.array(Requirement),
})
export type ServiceItem = z.infer<typeof ServiceItem>

/** Reads the published version of an item. */
export const getItem = endpoint({
  id: "items.get",
  kind: "json",
  method: "GET",
  path: "/v1/items/:itemCode",
  summary: "Read the published version of a service item.",
  callers: ["public", "citizen"],
  params: z.strictObject({ itemCode: z.string().check(z.minLength(1), z.maxLength(50)) }),
  answer: ServiceItem,
  problems: ["item_unknown"],
})
