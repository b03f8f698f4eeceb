import type { SchemeValue } from "../nouns/values.ts"

/** The words of a shared code (共享代码) in both languages. */
export interface CodeLabel {
  zh: string
  en: string
}

/** A list of shared codes with their words. */
export type CodeList = Readonly<Record<string, CodeLabel>>

/** A value of a province's or vendor's scheme, and the shared code that it means. */
export interface SchemeEntry<Code extends string> {
  /** In the words of the source. */
  zh: string
  /** Without one, no shared code says it: the source value and its words are all there is. */
  code?: Code
  /** What the shared code no longer says of it. Also where several values become one code. */
  loss?: string
}

/** How one source writes a list (代码方案). */
export interface Scheme<Code extends string> {
  /** Where its values were read. */
  source: string
  /** By the value as the source writes it. */
  values: Readonly<Record<string, SchemeEntry<Code>>>
}

/** The schemes of one list by their names. */
export type Schemes<Code extends string> = Readonly<Record<string, Scheme<Code>>>

/** Why a value has no shared code, or a shared code no value. */
export interface NotMapped {
  ok: false
  /**
   * `scheme`: no scheme of that name. `value`: not in the scheme. `unshared`: in the scheme, without a
   * shared code. `several`: more than one value would do.
   */
  rule: "scheme" | "value" | "unshared" | "several"
  /** With `several`: the values. */
  values?: readonly string[]
}

/** A shared code, with the source's own value beside it. */
export interface MappedCode<Code extends string> {
  ok: true
  code: Code
  source: SchemeValue
  /** What the shared code does not say. */
  loss?: string
}

/**
 * The shared code of a value in a named scheme. The scheme is chosen and never guessed: the same digit
 * means different things in different schemes. Never throws, whatever the value is.
 */
export function toShared<Code extends string>(
  schemes: Schemes<Code>,
  scheme: string,
  value: string,
): MappedCode<Code> | NotMapped {
  const chosen = own(schemes, scheme)
  if (chosen === undefined) return { ok: false, rule: "scheme" }
  const entry = own(chosen.values, value)
  if (entry === undefined) return { ok: false, rule: "value" }
  const { code, loss } = entry
  if (code === undefined) return { ok: false, rule: "unshared" }
  return { ok: true, code, source: { scheme, value }, ...(loss !== undefined && { loss }) }
}

/** The one value of a scheme that means a shared code. Where several do, nobody chooses among them. */
export function fromShared<Code extends string>(
  schemes: Schemes<Code>,
  scheme: string,
  code: Code,
): { ok: true; value: string; loss?: string } | NotMapped {
  const chosen = own(schemes, scheme)
  if (chosen === undefined) return { ok: false, rule: "scheme" }
  const [first, ...others] = Object.entries(chosen.values).filter(([, each]) => each.code === code)
  if (first === undefined) return { ok: false, rule: "value" }
  const [value, { loss }] = first
  if (others.length > 0)
    return { ok: false, rule: "several", values: [value, ...others.map(([each]) => each)] }
  return { ok: true, value, ...(loss !== undefined && { loss }) }
}

/** `__proto__` and its kin are no entries. */
const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  typeof key === "string" && Object.hasOwn(table, key) ? table[key] : undefined
