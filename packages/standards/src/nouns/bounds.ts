import * as z from "zod/mini"

/**
 * A text that every database and JSON reader takes: no NUL, and no half of a surrogate pair.
 * `\x00` and not `\0`, as the pattern stands in the JSON Schemas and Java reads it otherwise.
 */
const storable = z.regex(/^[^\x00\p{Cs}]*$/u)

/** Some text: 1 character to `most`. */
export const text = (most: number) => z.string().check(z.minLength(1), z.maxLength(most), storable)

/** Text that may be empty: `most` characters at most. */
export const anyText = (most: number) => z.string().check(z.maxLength(most), storable)

/** The codes that this version knows, and any that a newer one has. */
export type OpenCode<Known extends string = string> = Known | (string & {})

/** A code that may be one of a newer version: `most` characters at most. `Known` are those of this one. */
export const openCode = <Known extends string = string>(most = 60) =>
  text(most) as z.ZodMiniType<OpenCode<Known>, string>

/** A list of `most` entries at most. */
export const list = <S extends z.ZodMiniType>(each: S, most: number) =>
  z.array(each).check(z.maxLength(most))

/** A list of 1 entry to `most`. */
export const someOf = <S extends z.ZodMiniType>(each: S, most: number) =>
  z.array(each).check(z.minLength(1), z.maxLength(most))

/** Values by their names, `most` names at most, each of 60 characters at most. */
export const named = <S extends z.ZodMiniType>(value: S, most: number) =>
  z.record(text(60), value).check(
    z.refine((record) => Object.keys(record).length <= most, {
      error: `has more than ${most} names`,
    }),
  )
