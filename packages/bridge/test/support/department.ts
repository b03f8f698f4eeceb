import { DatabaseSync } from "node:sqlite"
import type { SQLInputValue } from "node:sqlite"
import { join } from "node:path"
import type { TestContext } from "node:test"
import type { Report } from "@tongban/sdk"
import type { WatchConfig } from "../../src/config.ts"
import { openState } from "../../src/state.ts"
import { looker } from "../../src/watch/look.ts"
import { memoryOf } from "../../src/watch/memory.ts"
import type { Reporter } from "../../src/watch/reporter.ts"
import { openTable } from "../../src/watch/rows.ts"
import { newFolder } from "./folder.ts"

export const itemCode = "11370699XY000011934370199001001"

type Cell = SQLInputValue

/** A department's table as its own program writes it; other columns hold what is nobody's business. */
export interface Department {
  file: string
  put(row: { number: Cell; state?: Cell; at?: Cell; item?: Cell }): void
  run(sql: string): void
}

export function newDepartment(folder: string, columns = "SBLSH TEXT PRIMARY KEY"): Department {
  const file = join(folder, "portal.sqlite")
  const own = (work: (db: DatabaseSync) => void) => {
    const db = new DatabaseSync(file)
    work(db)
    db.close()
  }
  own((db) => {
    db.exec(`CREATE TABLE YW_SPJYXK (${columns}, SXBM, SQRXM, BLZT, ZTSJ)`)
  })
  return {
    file,
    put({ number, state = "12", at = "2026-11-23 10:32:00", item = itemCode }) {
      own((db) => {
        db.prepare("INSERT OR REPLACE INTO YW_SPJYXK VALUES (?, ?, '何秋月', ?, ?)").run(
          number,
          item,
          state,
          at,
        )
      })
    },
    run(sql) {
      own((db) => {
        db.exec(sql)
      })
    },
  }
}

export interface Told {
  number: string
  state: string
  text: string | undefined
  value: string
  at: string
  key: string
  /** What a correction asks for, where the table says so. */
  correction: Report["correction"]
}

/** A bridge's watch in this process, one look at a time, at a time that the test sets. */
export interface Watching {
  look(): Promise<void>
  /** What the hub took, oldest first. */
  told: Told[]
  said: string[]
  /** What stands in the bridge's own memory of rows set aside: number and reason. */
  aside(): [number: string, reason: string][]
  /** Stops this bridge and starts another on the same state. */
  restart(): Promise<void>
  /** What the hub does with a report; takes it unless set. */
  hub: Reporter
  clock: { now: Date }
}

export const watchConfig = (file: string): WatchConfig => ({
  hub: "http://localhost:4400",
  client: "scjg-sync",
  assertionKey: "unused",
  dpopKey: "unused",
  database: { sqlite: file },
  everyMs: 1000,
  table: "YW_SPJYXK",
  columns: { localNumber: "SBLSH", itemCode: "SXBM", state: "BLZT", changedAt: "ZTSJ" },
  scheme: "epoint",
  stateWords: { "12": "已提交", "30": "已受理", "95": "并联转出" },
})

export async function newWatching(
  t: TestContext,
  file: string,
  change: Partial<WatchConfig> = {},
): Promise<Watching> {
  const folder = newFolder(t)
  const config = { ...watchConfig(file), ...change }
  let state = openState(folder)
  t.after(() => {
    state.close()
  })
  const start = async () =>
    looker({
      config,
      table: await openTable(config),
      memory: memoryOf(state),
      report: async (number, report, options) => {
        await watching.hub(number, report, options)
        watching.told.push({
          number,
          state: report.state,
          value: report.source.value,
          text: report.source.text,
          at: report.occurredAt,
          key: options.idempotencyKey ?? "",
          correction: report.correction,
        })
      },
      log: (message) => watching.said.push(message),
      now: () => watching.clock.now,
    })
  const watching: Watching = {
    look: () => look(new AbortController().signal),
    told: [],
    said: [],
    aside: () =>
      state
        .prepare("SELECT local_number, reason FROM set_aside ORDER BY local_number, reason")
        .all()
        .map(({ local_number, reason }) => [String(local_number), String(reason)]),
    async restart() {
      state.close()
      state = openState(folder)
      look = await start()
    },
    hub: () => Promise.resolve(),
    clock: { now: new Date("2026-11-23T10:40:00+08:00") },
  }
  let look = await start()
  return watching
}
