import pg from "pg"

const { builtins } = pg.types
type Parse = (text: string) => unknown

const asItStands: Parse = (text) => text

/**
 * How values come back, the same from both engines (docs/decisions/0019): what JavaScript holds exactly
 * as itself, the rest as PostgreSQL's own text. Everything else is `pg`'s own: timestamptz a Date, jsonb
 * a value, bytea a Buffer, text[] an array.
 */
const parsers: ReadonlyMap<number, Parse> = new Map<number, Parse>([
  [builtins.INT8, exactInteger],
  [builtins.NUMERIC, asItStands],
  // A Date would carry the process's time zone into a legal day.
  [builtins.DATE, asItStands],
  [builtins.TIMESTAMP, asItStands],
])

/** `types` of a `pg` connection. */
export const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format): Parse =>
    parsers.get(oid) ?? (pg.types.getTypeParser(oid, format) as Parse),
}

/** Counts and sizes are numbers; what a number can't hold exactly is an error, never a rounded value. */
function exactInteger(text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value)) return value
  throw new RangeError(`${text} is beyond the exact integers of a number; store it as numeric`)
}
