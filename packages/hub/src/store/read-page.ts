import type { SelectQueryBuilder, StringReference } from "kysely"
import { sql } from "kysely"
import type { PageAsked, Position } from "../http/paging.ts"

/** How rows are ordered. Their index begins with what the query holds equal, then these two. */
export interface Order<DB, TB extends keyof DB, Row> {
  /** A column without nulls. Instants are written by us, so never finer than a Date. */
  at: StringReference<DB, TB>
  /** A column that is unique among the rows. */
  id: StringReference<DB, TB>
  direction: "asc" | "desc"
  positionOf(row: Row): Position
}

/** The rows of one page, and the cursor of the next where there is one. */
export interface PageRead<Row> {
  rows: Row[]
  next?: string
}

/**
 * Reads one page by keyset, in one statement: one row more than asked for tells whether another follows.
 *
 * @throws {Problem} `cursor_invalid`
 */
export async function readPage<DB, TB extends keyof DB, Row>(
  query: SelectQueryBuilder<DB, TB, Row>,
  { at, id, direction, positionOf }: Order<DB, TB, Row>,
  page: PageAsked,
): Promise<PageRead<Row>> {
  const after = page.after()
  const beyond = sql.raw(direction === "asc" ? ">" : "<")
  const from =
    after === undefined
      ? query
      : query.where(
          sql<boolean>`(${sql.ref(at)}, ${sql.ref(id)}) ${beyond} (${after.at}, ${after.id})`,
        )
  const found = await from
    .orderBy(at, direction)
    .orderBy(id, direction)
    .limit(page.limit + 1)
    .execute()
  const rows = found.slice(0, page.limit)
  const last = rows.at(-1)
  if (last === undefined || found.length === rows.length) return { rows }
  return { rows, next: page.cursorAt(positionOf(last)) }
}
