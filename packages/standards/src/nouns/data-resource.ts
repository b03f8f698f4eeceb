import * as z from "zod/mini"
import { SharingType, UpdateCycle } from "../codes/resources.ts"
import { list, someOf, text } from "./bounds.ts"
import { DepartmentSummary } from "./department.ts"
import { AnyItemCode, Id, Instant, LegalDay } from "./values.ts"

/**
 * Whether data may be shared (共享类型): unconditionally, on conditions, or not at all.
 * 政务信息资源目录编制指南(试行) 2017, codes 1, 2, 3.
 */
export const Sharing = z
  .object({
    type: SharingType,
    /** The conditions, where there are any. */
    conditions: z.optional(text(500)),
    /** The legal basis, without which nothing is withheld. */
    legalBasis: z.optional(text(500)),
  })
  .check(
    z.refine(({ type, conditions }) => type !== "conditional" || conditions !== undefined, {
      path: ["conditions"],
      error: "must stand where sharing is conditional",
    }),
    z.refine(({ type, legalBasis }) => type !== "notShared" || legalBasis !== undefined, {
      path: ["legalBasis"],
      error: "must stand where nothing is shared",
    }),
  )
export type Sharing = z.infer<typeof Sharing>

/** A column of a data resource (信息项), with its own sharing and sensitivity. */
export const DataColumn = z.object({
  /** 信息项名称. */
  name: text(100),
  /** 数据类型: a letter of the 编制指南, C text, N number, D date, T date and time, and others. */
  type: z.enum(["C", "N", "Y", "D", "T", "L", "M", "G", "B", "I", "F"]),
  /** In characters, where the type has a length. */
  length: z.optional(z.int().check(z.positive())),
  sharing: Sharing,
  /** 信息项分级, 1 to 4 (GB/T 43697-2024, general data). */
  level: z.int().check(z.minimum(1), z.maximum(4)),
  /** Whether it is sensitive personal information (个人信息保护法(2021) 28). */
  sensitive: z.boolean(),
  /** Whether this department is its source (一数一源). */
  source: z.boolean(),
})
export type DataColumn = z.infer<typeof DataColumn>

/** A data resource in the catalogue (信息资源): 政务信息资源目录编制指南(试行) 2017, core metadata. */
export const DataResource = z.object({
  id: Id,
  /** 信息资源代码: class 1, item 2, 目 3 and 细目, `/`, serial. */
  code: text(60),
  /** 信息资源名称, at most 50 characters. */
  name: text(50),
  /** 信息资源摘要, at most 256 characters. */
  abstract: text(256),
  /** 信息资源提供方. */
  provider: DepartmentSummary,
  /** 信息资源格式, such as `csv` or `mysql`. */
  format: text(60),
  columns: someOf(DataColumn, 500),
  /** Of the resource as a whole; a column's own comes before it. */
  sharing: Sharing,
  /** 开放属性: whether it is open to the public. */
  open: z.boolean(),
  /** 更新周期. */
  updates: UpdateCycle,
  /** 发布日期. */
  publishedOn: z.optional(LegalDay),
  /** 关联资源代码. */
  related: list(text(60), 100),
})
export type DataResource = z.infer<typeof DataResource>

/** A department's request to use a data resource (共享申请). */
export const SharingRequest = z.object({
  id: Id,
  /** The resource, and the columns of it that are asked for. */
  resource: Id,
  columns: someOf(text(100), 500),
  applicant: DepartmentSummary,
  /** What it is for; it may be used for nothing else (政务数据共享条例(2025) 25). */
  purpose: text(500),
  /** The items that need it. */
  itemCodes: list(AnyItemCode, 100),
  state: z.enum([
    "draft",
    "submitted",
    "formalReview",
    "returned",
    "providerReview",
    "granted",
    "refused",
    "dispute",
    "inUse",
    "suspended",
    "expired",
  ]),
  /** Why, where it was returned, refused or suspended. */
  reason: z.optional(text(500)),
  submittedAt: z.optional(Instant),
  /** The last day on which the data may be used. */
  usableUntil: z.optional(LegalDay),
  /** How often it may be asked for in a day. */
  callsPerDay: z.optional(z.int().check(z.positive())),
})
export type SharingRequest = z.infer<typeof SharingRequest>

/** A doubt about shared data (疑义/异议), which goes to the department that answers for the record. */
export const DataProblem = z.object({
  id: Id,
  resource: Id,
  column: z.optional(text(100)),
  /** The owner's opaque name for the record; never what stands in it. */
  recordRef: z.optional(text(100)),
  /** What is wrong, in the words of whoever says so. */
  text: text(500),
  reporter: z.enum(["citizen", "department"]),
  /** The department that answers for the record. */
  owner: DepartmentSummary,
  state: z.enum(["open", "accepted", "rejected", "mended"]),
  /** Why, where it was rejected. */
  reason: z.optional(text(500)),
  reportedAt: Instant,
  /** The last day to answer it. */
  dueOn: z.optional(LegalDay),
  answeredAt: z.optional(Instant),
})
export type DataProblem = z.infer<typeof DataProblem>
