import { sql } from "kysely"
import type { AliasedRawBuilder, Selectable } from "kysely"
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
  >`json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)`.as("given")

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
