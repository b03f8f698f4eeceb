import * as z from "zod/mini"
import { DepartmentSummary, Id, SchemeValue, Words } from "../contract/common.ts"
import { clientKinds } from "../contract/endpoint.ts"
import { list, text } from "./bounds.ts"

/**
 * A department (部门). Its id is ours: of 39 real department codes only 9 were valid credit codes, so
 * each code stands with its scheme.
 */
export const Department = z.object({
  ...DepartmentSummary.shape,
  codes: list(SchemeValue, 20),
  /** The department above it. */
  parent: z.optional(Id),
  /** The code of its jurisdiction. */
  jurisdiction: text(40),
})
export type Department = z.infer<typeof Department>

/** A jurisdiction (法域): whose rules and holidays count. */
export const Jurisdiction = z.object({
  /** 行政区划代码, 6 digits (GB/T 2260), or the name of a profile. */
  code: text(40),
  name: Words,
  /** The one whose rules count where it has none of its own. */
  parent: z.optional(text(40)),
})
export type Jurisdiction = z.infer<typeof Jurisdiction>

/** A program of a department (接入应用), with keys of its own (protocol M0). */
export const Client = z.object({
  id: Id,
  department: Id,
  kind: z.enum(clientKinds),
  /** `portal`: the exact origins of its pages. */
  origins: list(z.url().check(z.maxLength(300)), 50),
  /** The items that it may open cases for and report on. */
  itemCodes: list(text(50), 5000),
  /** `http`: a registered exception, with short sessions (protocol, plain http). */
  transport: z.enum(["https", "http"]),
})
export type Client = z.infer<typeof Client>
