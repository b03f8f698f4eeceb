import { existsSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import type { SQLInputValue } from "node:sqlite"
import { Kysely, sql, SqliteDialect } from "kysely"
import type { SqliteDatabase } from "kysely"
import type { WatchConfig } from "../config.ts"
import { BridgeFault, reasonOf } from "../fault.ts"

/** A row as it stands in the department's table: nothing is trusted yet. */
export interface SourceRow {
  localNumber: unknown
  itemCode: unknown
  state: unknown
  changedAt: unknown
}

export interface SourceTable {
  /** Every row's four columns, in the order of their numbers, in pages. */
  rows(): AsyncIterable<SourceRow[]>
  close(): Promise<void>
}

const pageSize = 500

/**
 * Opens a department's table, read-only. Table and column names come from the configuration and go
 * through Kysely's references, never into SQL text.
 *
 * @throws {BridgeFault} where the file, the table or a column is missing
 */
export async function openTable({ database, table, columns }: WatchConfig): Promise<SourceTable> {
  if (!existsSync(database.sqlite)) {
    throw new BridgeFault(
      `the database ${database.sqlite} is not there; check watch.database.sqlite`,
    )
  }
  const db = new Kysely<Record<string, Record<string, unknown>>>({
    dialect: new SqliteDialect({ database: () => Promise.resolve(readOnly(database.sqlite)) }),
  })
  const key = sql.ref<string>(columns.localNumber)
  const page = (after: string | undefined) => {
    const query = db
      .selectFrom(table)
      .select([
        key.as("localNumber"),
        sql.ref(columns.itemCode).as("itemCode"),
        sql.ref(columns.state).as("state"),
        sql.ref(columns.changedAt).as("changedAt"),
      ])
      .orderBy(key)
      .limit(pageSize)
    return (after === undefined ? query : query.where(key, ">", after)).execute()
  }
  try {
    await page("")
  } catch (error) {
    await db.destroy()
    throw new BridgeFault(
      `the table ${table} of ${database.sqlite} cannot be read (${reasonOf(error)}: ${error instanceof Error ? error.message : ""}); check watch.table and watch.columns`,
    )
  }
  return {
    async *rows() {
      let after: string | undefined
      for (;;) {
        const rows = await page(after)
        if (rows.length === 0) return
        yield rows
        if (rows.length < pageSize) return
        after = String(rows.at(-1)?.localNumber)
      }
    },
    close: () => db.destroy(),
  }
}

/** Node's own SQLite in the shape that Kysely's dialect expects. */
function readOnly(file: string): SqliteDatabase {
  const database = new DatabaseSync(file, { readOnly: true })
  // The department's program writes at the same time: wait for it a little.
  database.exec("PRAGMA busy_timeout = 2000")
  return {
    close: () => {
      database.close()
    },
    prepare(text) {
      const statement = database.prepare(text)
      const given = (parameters: readonly unknown[]) => parameters as SQLInputValue[]
      return {
        reader: true,
        all: (parameters) => statement.all(...given(parameters)),
        iterate: (parameters) => statement.iterate(...given(parameters)),
        run: (parameters) => statement.run(...given(parameters)),
      }
    },
  }
}
