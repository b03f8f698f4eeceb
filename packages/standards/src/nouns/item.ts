import * as z from "zod/mini"
import { MaterialForm, MaterialNecessity, MaterialSource } from "../codes/materials.ts"
import { list, text } from "./bounds.ts"
import { DepartmentSummary } from "./department.ts"
import { FieldNames, LicenceType, PaperForm, Region, Sensitivity, TrustGrade } from "./paper.ts"
import { AnyItemCode, SchemeValue, Words } from "./values.ts"

/** A number of days; working days follow 行政许可法(2019) 82. */
export const TimeLimit = z.object({ days: z.int(), unit: z.enum(["workday", "day"]) })
export type TimeLimit = z.infer<typeof TimeLimit>

/** Who must have issued a paper (出具机构): one of these bodies, or any body of one of these regions. */
export const IssuerDemand = z.object({
  name: Words,
  codes: z.optional(list(SchemeValue, 60)),
  regions: z.optional(list(Region, 60)),
})
export type IssuerDemand = z.infer<typeof IssuerDemand>

/** How long ago a paper may have been issued at most (出具时间要求, GB/T 39046-2020 table 4). */
export const IssueAge = z.object({
  count: z.int().check(z.positive(), z.maximum(1200)),
  unit: z.enum(["day", "month"]),
})
export type IssueAge = z.infer<typeof IssueAge>

/** The key of one of the item's requirements. */
export const RequirementKey = text(40)

/** A paper that an item asks for (申请材料). */
export const Requirement = z.object({
  key: z.string().check(z.minLength(1), z.maxLength(40), z.regex(/^[A-Za-z0-9_-]+$/)),
  name: Words,
  /** 必要 | 非必要 | 容缺后补 (codes 1, 2, 3). */
  necessity: MaterialNecessity,
  /** 申请人自备 | 政府部门核发 | 其他 (codes 10, 20, 30). `government`: fetch it, do not ask for it. */
  source: MaterialSource,
  acceptedGrades: list(TrustGrade, 4),
  /** The licence type that fits (证照类型代码), where one is named. */
  licenceType: z.optional(LicenceType),
  /** Other licence types that fit as well. */
  alsoFits: z.optional(list(z.object({ licenceType: LicenceType, name: Words }), 20)),
  issuedBy: z.optional(IssuerDemand),
  issuedWithin: z.optional(IssueAge),
  /** 纸质 | 电子化 | 纸质或电子化 (材料形式, codes 1, 2, 3); without it, either. */
  form: z.optional(MaterialForm),
  /** The fields of the paper that are used; none means all. */
  fields: FieldNames,
  /** `derived` where nothing stands; `original` where the e-seal itself must be checked. */
  handedOver: z.optional(PaperForm),
  /** Asked for by itself, on a page of its own (protocol M7), in these words. */
  sensitive: z.optional(Sensitivity),
})
export type Requirement = z.infer<typeof Requirement>

/** A government service item (政务服务事项) in one published version. */
export const ServiceItem = z.object({
  /** 实施编码, 31 or 33 characters. */
  code: AnyItemCode,
  version: z.int(),
  name: Words,
  shortName: Words,
  department: DepartmentSummary,
  limits: z.object({ statutory: z.optional(TimeLimit), promised: z.optional(TimeLimit) }),
  window: z.optional(text(60)),
  /** In the order of the guide. */
  requirements: list(Requirement, 60),
})
export type ServiceItem = z.infer<typeof ServiceItem>
