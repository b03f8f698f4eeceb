import { sql } from "kysely"
import type { AliasedRawBuilder, RawBuilder, Selectable } from "kysely"
import type { Trx } from "./database.ts"
import type { Tables } from "./tables.ts"

/** A row as it is given: jsonb as a value, an instant as a Date. */
export type GivenRow<T extends keyof Tables> = Partial<Selectable<Tables[T]>>

/**
 * Rows of one table, to be selected from. They are one parameter however many there are; as values each
 * column would be one, and PostgreSQL takes 65,535.
 */
export const rowsOf = <T extends keyof Tables>(
  table: T,
  rows: readonly GivenRow<T>[],
): AliasedRawBuilder<Selectable<Tables[T]>, "given"> =>
  sql<
    Selectable<Tables[T]>
  >`json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows.map(written))}::json)`.as(
    "given",
  )

/** Instants as texts beforehand: `JSON.stringify` is four times as fast where it meets no object of a class. */
function written(row: object): Record<string, unknown> {
  const texts: Record<string, unknown> = { ...row }
  for (const name in texts) {
    const value = texts[name]
    if (value instanceof Date) texts[name] = value.toISOString()
  }
  return texts
}

/** An insert of rows of one table by one statement, to be executed. Each row has the columns of the first. */
export function insertRows<T extends keyof Tables>(
  trx: Trx,
  table: T,
  rows: readonly GivenRow<T>[],
) {
  const columns = Object.keys(rows[0] ?? {})
  return trx
    .insertInto(table)
    .columns(columns as never)
    .expression(() => trx.selectFrom(rowsOf(table, rows)).select(columns as never))
}

/** Any of some texts: one parameter, where `in` has one for each, to be read and planned anew each time. */
export const oneOf = (texts: readonly string[]): RawBuilder<string> =>
  sql<string>`any(${texts}::text[])`
