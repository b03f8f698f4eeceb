import { Kysely, sql } from "kysely"
import type { WatchConfig } from "../config.ts"
import { BridgeFault, reasonOf } from "../fault.ts"
import { dialectOf, nameOfDatabase } from "./database.ts"

/** A row as it stands in the department's table: nothing is trusted yet. */
export interface SourceRow {
  localNumber: unknown
  itemCode: unknown
  state: unknown
  changedAt: unknown
  /** What a correction asks for; undefined where the table is not said to hold it. */
  correctionList?: unknown
  correctionDueOn?: unknown
  noticeNumber?: unknown
}

/** Both ways read in pages, so that a table of any size takes little room. */
export interface SourceTable {
  /** Every row, by number; of rows with the same number the newest first. */
  all(): AsyncIterable<SourceRow[]>
  /** The rows whose time, as text, is not before `changedAt`. */
  since(changedAt: string): AsyncIterable<SourceRow[]>
}

type Source = Kysely<Record<string, Record<string, unknown>>>

const pageSize = 500

/**
 * A department's table, read-only. Table and column names come from the configuration and go through
 * Kysely's references, never into SQL text. The database is opened anew for each look: the department may
 * have replaced its file.
 *
 * @throws {BridgeFault} where the file, the table or a column is missing; each look may find so too
 */
export async function openTable(config: WatchConfig): Promise<SourceTable> {
  const { localNumber, itemCode, state, changedAt } = config.columns
  const number = sql.ref(localNumber)
  const time = sql.ref(changedAt)
  const { list, dueOn, noticeNumber } = config.correction ?? {}
  const optional = [
    ...(list === undefined ? [] : [sql.ref(list).as("correctionList")]),
    ...(dueOn === undefined ? [] : [sql.ref(dueOn).as("correctionDueOn")]),
    ...(noticeNumber === undefined ? [] : [sql.ref(noticeNumber).as("noticeNumber")]),
  ]
  const page = (db: Source) =>
    db
      .selectFrom(config.table)
      .select([
        number.as("localNumber"),
        sql.ref(itemCode).as("itemCode"),
        sql.ref(state).as("state"),
        time.as("changedAt"),
        ...optional,
      ])
      .limit(pageSize)

  const table: SourceTable = {
    all: () =>
      reading(config, async function* (db) {
        const byNumber = page(db).orderBy(number).orderBy(time, "desc")
        yield await byNumber.where(number, "is", null).execute()
        yield* pages(byNumber.where(number, "is not", null), (query, last) =>
          query.where(number, ">", last.localNumber),
        )
      }),
    since: (text) =>
      reading(config, async function* (db) {
        const byTime = page(db).orderBy(time).orderBy(number)
        yield* pages(byTime.where(time, ">=", text), (query, last) =>
          query.where((is) =>
            is.or([
              is(time, ">", last.changedAt),
              is.and([is(time, "=", last.changedAt), is(number, ">", last.localNumber)]),
            ]),
          ),
        )
      }),
  }
  const rows = table.all()[Symbol.asyncIterator]()
  await rows.next()
  await rows.return?.()
  return table
}

/** Page after page: each begins after the last row of the one before. */
async function* pages<Q extends { execute: () => Promise<SourceRow[]> }>(
  first: Q,
  after: (query: Q, last: SourceRow) => Q,
): AsyncGenerator<SourceRow[]> {
  let query = first
  for (;;) {
    const rows = await query.execute()
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < pageSize) return
    query = after(first, last)
  }
}

async function* reading(
  { database, table }: WatchConfig,
  read: (db: Source) => AsyncGenerator<SourceRow[]>,
): AsyncGenerator<SourceRow[]> {
  const db: Source = new Kysely({ dialect: dialectOf(database) })
  const rows = read(db)
  try {
    for (;;) {
      const next = await rows.next().catch((error: unknown) => {
        throw new BridgeFault(
          `the table ${table} of ${nameOfDatabase(database)} cannot be read (${reasonOf(error)}); check watch.table and watch.columns`,
        )
      })
      if (next.done === true) return
      yield next.value
    }
  } finally {
    await db.destroy()
  }
}
