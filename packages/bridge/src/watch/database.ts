import { existsSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import type { SQLInputValue } from "node:sqlite"
import { SqliteDialect } from "kysely"
import type { Dialect, SqliteDatabase } from "kysely"
import * as z from "zod/mini"
import { BridgeFault } from "../fault.ts"
import { Path } from "../setting.ts"

/**
 * Where a department's table lies. Another engine is another way to say so here, its name in words, and a
 * Kysely dialect that only reads; what reads the rows knows no engine.
 */
export const SourceDatabase = z.strictObject({ sqlite: Path })
export type SourceDatabase = z.infer<typeof SourceDatabase>

/** The database in words, without a password. */
export const nameOfDatabase = ({ sqlite }: SourceDatabase): string => sqlite

/** @throws {BridgeFault} where it is not there */
export function dialectOf({ sqlite }: SourceDatabase): Dialect {
  if (!existsSync(sqlite)) {
    throw new BridgeFault(`the database ${sqlite} is not there; check watch.database.sqlite`)
  }
  return new SqliteDialect({ database: () => Promise.resolve(readOnly(sqlite)) })
}

/** Node's own SQLite in the shape that Kysely's dialect expects. */
function readOnly(file: string): SqliteDatabase {
  // The department's program writes at the same time: wait for it a little.
  const database = new DatabaseSync(file, { readOnly: true, timeout: 500 })
  return {
    close: () => {
      database.close()
    },
    prepare(text) {
      const statement = database.prepare(text)
      // Numbers above 2^53 are in use as keys; as JS numbers they would lose their last digits.
      statement.setReadBigInts(true)
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
