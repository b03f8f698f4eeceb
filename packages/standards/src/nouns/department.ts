import * as z from "zod/mini"
import { clientKinds } from "../contract/caller.ts"
import { anyText, list, text } from "./bounds.ts"
import { AnyItemCode, Id, SchemeValue, Words } from "./values.ts"

/** A department (部门) as others see it. */
export const DepartmentSummary = z.object({
  id: Id,
  name: Words,
  shortName: Words,
  phone: z.optional(anyText(40)),
})
export type DepartmentSummary = z.infer<typeof DepartmentSummary>

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

/** An exact origin, such as `https://portal.example.gov.cn`. */
export const Origin = z.url().check(
  z.maxLength(300),
  z.refine((value) => URL.canParse(value) && new URL(value).origin === value, {
    error: "must be an exact origin such as https://portal.example.gov.cn",
  }),
)

/** A program of a department (接入应用), with keys of its own (protocol M0). */
export const Client = z.object({
  id: Id,
  department: Id,
  kind: z.enum(clientKinds),
  /** `portal`: the exact origins of its pages. */
  origins: list(Origin, 50),
  /** The items that it may open cases for and report on. */
  itemCodes: list(AnyItemCode, 5000),
  /** `http`: a registered exception, with short sessions (protocol, plain http). */
  transport: z.enum(["https", "http"]),
})
export type Client = z.infer<typeof Client>
