import * as z from "zod/mini"

/** An opaque identifier: a string with no meaning to anybody but the hub that made it. */
export const Id = z.string().check(z.minLength(1), z.maxLength(64), z.regex(/^[A-Za-z0-9_-]+$/))

/** An instant, RFC 3339 with an offset: `2026-11-23T10:32:00+08:00`. */
export const Instant = z.iso.datetime({ offset: true })

/** A legal day (日历日), `YYYY-MM-DD` in Asia/Shanghai. */
export const LegalDay = z.iso.date()

/** SHA-256 in lower-case hexadecimal, 64 characters. */
export const Digest = z.string().check(z.regex(/^[0-9a-f]{64}$/))

/** A compact JWS or JWE. */
export const Jose = z.string().check(z.minLength(20), z.maxLength(64 * 1024 * 1024))

/** No line breaks or other control characters: texts are joined by them where they are hashed. */
const oneLine = z.regex(/^\P{Cc}*$/u)

/** A short text in the source language of the interface (zh-CN) and, where there is one, in English. */
export const Words = z.object({
  zh: z.string().check(z.minLength(1), z.maxLength(200), oneLine),
  en: z.optional(z.string().check(z.minLength(1), z.maxLength(400), oneLine)),
})
export type Words = z.infer<typeof Words>

/** A code as it stands in a named scheme. The same digit means different things in different schemes. */
export const SchemeValue = z.object({
  scheme: z.string().check(z.minLength(1), z.maxLength(60)),
  value: z.string().check(z.minLength(1), z.maxLength(60)),
})
export type SchemeValue = z.infer<typeof SchemeValue>

/** A state or step as the department's own system calls it. */
export const SourceState = z.object({
  scheme: z.string().check(z.minLength(1), z.maxLength(60)),
  value: z.string().check(z.minLength(1), z.maxLength(60)),
  /** The department's own words for it. */
  text: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
})
export type SourceState = z.infer<typeof SourceState>

/** A department (部门) as others see it. */
export const DepartmentSummary = z.object({
  id: Id,
  name: Words,
  shortName: Words,
  phone: z.optional(z.string().check(z.maxLength(40))),
})
export type DepartmentSummary = z.infer<typeof DepartmentSummary>
