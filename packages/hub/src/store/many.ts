import { sql } from "kysely"
import type { AliasedRawBuilder, RawBuilder, Selectable } from "kysely"
import type { Trx } from "./database.ts"
import { kept } from "./kept.ts"
import type { Tables } from "./tables.ts"

/** A row as it is given: jsonb as a value, an instant as a Date. */
export type GivenRow<T extends keyof Tables> = Partial<Selectable<Tables[T]>>

/**
 * Rows of one table, to be selected from. They are one parameter however many there are; as values each
 * column would be one, and PostgreSQL takes 65,535.
 *
 * @param json - as `jsonOf` writes them
 */
export const rowsOf = <T extends keyof Tables>(
  table: T,
  json: string,
): AliasedRawBuilder<Selectable<Tables[T]>, "given"> =>
  sql<Selectable<Tables[T]>>`json_populate_recordset(null::${sql.table(table)}, ${json}::json)`.as(
    "given",
  )

/** Rows of one table as one value. */
export const jsonOf = <T extends keyof Tables>(rows: readonly GivenRow<T>[]): string =>
  JSON.stringify(rows.map(written))

/** Instants as texts beforehand: `JSON.stringify` is four times as fast where it meets no object of a class. */
function written(row: object): Record<string, unknown> {
  const texts: Record<string, unknown> = { ...row }
  for (const name in texts) {
    const value = texts[name]
    if (value instanceof Date) texts[name] = value.toISOString()
  }
  return texts
}

/**
 * Inserts rows of one table by one statement. Each has the columns of the first.
 *
 * @param key - a unique key of the table: what has it already is left as it is
 */
export async function insertRows<T extends keyof Tables>(
  trx: Trx,
  table: T,
  rows: readonly GivenRow<T>[],
  key: readonly (keyof Tables[T])[] = [],
): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const shape = JSON.stringify([table, Object.keys(first), key])
  await insert(trx, { rows: jsonOf(rows) }, shape)
}

const insert = kept((db, given: { rows: string }, shape: string) => {
  const [table, columns, key] = JSON.parse(shape) as [keyof Tables, never, never[]]
  const into = db
    .insertInto(table)
    .columns(columns)
    .expression(() => db.selectFrom(rowsOf(table, given.rows)).select(columns))
  return key.length === 0 ? into : into.onConflict((conflict) => conflict.columns(key).doNothing())
})

/** Any of some texts: one parameter, where `in` has one for each, to be read and planned anew each time. */
export const oneOf = (texts: readonly string[]): RawBuilder<string> =>
  sql<string>`any(${texts}::text[])`
