import * as z from "zod/mini"
import { text } from "./bounds.ts"

/** An opaque identifier: a string with no meaning to anybody but the hub that made it. */
export const Id = z.string().check(z.minLength(1), z.maxLength(64), z.regex(/^[A-Za-z0-9_-]+$/))

/** An instant, RFC 3339 with an offset: `2026-11-23T10:32:00+08:00`. */
export const Instant = z.iso.datetime({ offset: true }).check(z.maxLength(40))

/** A legal day (日历日), `YYYY-MM-DD` in Asia/Shanghai. */
export const LegalDay = z.iso.date().check(z.maxLength(10))

/** SHA-256 in lower-case hexadecimal, 64 characters. */
export const Digest = z.string().check(z.maxLength(64), z.regex(/^[0-9a-f]{64}$/))

/** A compact JWS: three parts in base64url. */
export const Jws = z
  .string()
  .check(z.minLength(20), z.maxLength(65_536), z.regex(/^[\w-]+\.[\w-]+\.[\w-]+$/))

/** A compact JWE: what is sealed in it may be a paper of 20 MB. */
export const Jwe = z.string().check(z.minLength(20), z.maxLength(64 * 1024 * 1024))

/** No line breaks or other control characters: texts are joined by them where they are hashed. No half of a surrogate pair. */
const oneLine = z.regex(/^[^\p{Cc}\p{Cs}]*$/u)

/** A short text in the source language of the interface (zh-CN) and, where there is one, in English. */
export const Words = z.object({
  zh: z.string().check(z.minLength(1), z.maxLength(200), oneLine),
  en: z.optional(z.string().check(z.minLength(1), z.maxLength(400), oneLine)),
})
export type Words = z.infer<typeof Words>

/** A code as it stands in a named scheme. The same digit means different things in different schemes. */
export const SchemeValue = z.object({
  scheme: text(60),
  value: text(60),
})
export type SchemeValue = z.infer<typeof SchemeValue>

/** A state or step as the department's own system calls it. */
export const SourceState = z.object({
  scheme: text(60),
  value: text(60),
  /** The department's own words for it. */
  text: z.optional(text(100)),
})
export type SourceState = z.infer<typeof SourceState>

/**
 * What names an item on the wire: its 实施编码 (31 or 33 characters) or a local code, at most 60 characters.
 * The national tables hold local codes of 50, Sichuan's directory has some of 55.
 */
export const AnyItemCode = text(60)
