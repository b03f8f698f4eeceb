import * as z from "zod/mini"
import { ExerciseLevel, ItemType } from "../codes/items.ts"
import { MaterialForm, MaterialNecessity, MaterialSource } from "../codes/materials.ts"
import { list, named, text } from "./bounds.ts"
import { DepartmentSummary } from "./department.ts"
import { FieldNames, LicenceType, PaperForm, Region, Sensitivity, TrustGrade } from "./paper.ts"
import { TimeLimit } from "./time-limit.ts"
import { AnyItemCode, LegalDay, SchemeValue, Words } from "./values.ts"

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
  /**
   * 容缺后补: how long after the promise (`Undertaking`) the paper may come. Without it, as long as the
   * promised decision takes (承诺办结时限).
   */
  followsWithin: z.optional(TimeLimit),
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

/** Whether an item costs the applicant anything (是否收费, 收费依据; GB/T 39046-2020 table 4). */
export const Fee = z.object({ charged: z.boolean(), basis: z.optional(text(500)) })
export type Fee = z.infer<typeof Fee>

/** A government service item (政务服务事项) in one published version. */
export const ServiceItem = z.object({
  /** 实施编码, 31 or 33 characters, or the code of a local list. */
  code: AnyItemCode,
  version: z.int(),
  /** The legal day from which this version is in force (计划生效日期); without it, from its publication. */
  validFrom: z.optional(LegalDay),
  name: Words,
  shortName: Words,
  /** What else people call it. */
  aliases: z.optional(list(text(200), 20)),
  /** 事项类型 (GB/T 39046-2020 A.1). */
  type: z.optional(ItemType),
  /** 行使层级 (GB/T 39046-2020 A.2). */
  level: z.optional(ExerciseLevel),
  /** The code in the list that several places share (基本编码, 目录编码): the same item of two counties has the same. */
  catalogue: z.optional(SchemeValue),
  department: DepartmentSummary,
  limits: z.object({ statutory: z.optional(TimeLimit), promised: z.optional(TimeLimit) }),
  fee: z.optional(Fee),
  /** 到办事现场次数: how often the applicant has to come; 0 or 1 is 最多跑一次. */
  visits: z.optional(z.int().check(z.nonnegative(), z.maximum(99))),
  window: z.optional(text(60)),
  /** In the order of the guide. */
  requirements: list(Requirement, 60),
  /** The codes as its source wrote them, by the source's own names of its columns. */
  source: z.optional(named(SchemeValue, 20)),
})
export type ServiceItem = z.infer<typeof ServiceItem>

/** An item in a list or among what a search found: what tells it from others. */
export const ItemSummary = z.object({
  code: ServiceItem.shape.code,
  version: ServiceItem.shape.version,
  name: ServiceItem.shape.name,
  shortName: ServiceItem.shape.shortName,
  type: ServiceItem.shape.type,
  level: ServiceItem.shape.level,
  catalogue: ServiceItem.shape.catalogue,
  department: ServiceItem.shape.department,
  /** The code of the department's jurisdiction. */
  jurisdiction: text(40),
})
export type ItemSummary = z.infer<typeof ItemSummary>
