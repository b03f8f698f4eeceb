import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { TestContext } from "node:test"
import Papa from "papaparse"
import type { Report } from "@tongban/sdk"
import { dropLooker } from "../../src/drop/look.ts"
import { dropMemory } from "../../src/drop/memory.ts"
import { quarantineAt, quarantineFile } from "../../src/drop/quarantine.ts"
import type { DropConfig } from "../../src/drop/settings.ts"
import { openState } from "../../src/state.ts"
import type { Reporter } from "../../src/watch/reporter.ts"
import { newFolder } from "./folder.ts"

export const item = { name: "不动产登记资料查询", code: "11370699XY0000143K4372099005000" }

/** The heading as the department exports it, a trailing space included. */
export const heading =
  "受理编号,申请人,证件号码,联系电话,事项名称,受理日期,办结日期,状态,经办人 ,备注"

export interface Cells {
  number?: string
  name?: string
  party?: string
  item?: string
  acceptedOn?: string
  closedOn?: string
  state?: string
  note?: string
}

/** A row as the department exports it; its cells are written as they are. */
export const line = ({
  number = "BDCCX-1",
  name = "宋晚",
  party = "370699198501010042",
  item: itemName = item.name,
  acceptedOn = "2026-09-17",
  closedOn = "2026-09-17",
  state = "已办结",
  note = "",
}: Cells = {}): string =>
  [number, name, party, "15400002025", itemName, acceptedOn, closedOn, state, "窗口4号", note].join(
    ",",
  )

export const dropConfig = (folder: string): DropConfig => ({
  hub: "http://localhost:4400",
  client: "zrzy-sync",
  assertionKey: "unused",
  dpopKey: "unused",
  everyMs: 1000,
  scheme: "zrzy-zt",
  drop: {
    folder,
    pattern: "zrzy-export-{day}-{time}.csv",
    encoding: "utf-8",
    columns: { localNumber: "受理编号", item: "事项名称", state: "状态", partyNumber: "证件号码" },
    items: { [item.name]: item.code },
    states: {
      受理中: { state: "IN_REVIEW", effectiveOn: "受理日期" },
      已办结: { state: "CLOSED", effectiveOn: "办结日期" },
      待补材料: { state: "CORRECTION_REQUESTED" },
    },
    totals: ["合计"],
    mostBytes: 100_000,
    mostRows: 100,
  },
})

/** A drop folder, its clerk, and a bridge that looks at it one look at a time. */
export interface Dropping {
  folder: string
  /** Drops an export of a day at 17:30; a longer name stands as it is. Answers its name. */
  drop(day: string, content: readonly string[] | Uint8Array, modified?: string): string
  take(name: string): void
  /** Two looks: a file is read when it has not changed between them. */
  look(): Promise<void>
  lookOnce(): Promise<void>
  told: { number: string; report: Report; key: string }[]
  said: string[]
  /** What the official reads, without its heading: file, row, number, column, reason, mend. */
  quarantine(): string[][]
  hub: Reporter
  clock: { now: Date }
  restart(): void
}

export function newDropping(t: TestContext, change: Partial<DropConfig["drop"]> = {}): Dropping {
  const root = newFolder(t)
  const folder = join(root, "drop")
  const stateFolder = join(root, "state")
  mkdirSync(folder)
  const base = dropConfig(folder)
  const config = { ...base, drop: { ...base.drop, ...change } }
  let state = openState(stateFolder)
  t.after(() => {
    state.close()
  })
  const start = () =>
    dropLooker({
      config,
      memory: dropMemory(state),
      quarantine: quarantineAt(quarantineFile(stateFolder)),
      report: async (number, report, options) => {
        await dropping.hub(number, report, options)
        dropping.told.push({ number, report, key: options.idempotencyKey ?? "" })
      },
      log: (message) => dropping.said.push(message),
      now: () => dropping.clock.now,
    })
  let look = start()
  const signal = new AbortController().signal
  const dropping: Dropping = {
    folder,
    drop(day, content, modified = "2026-11-23T10:00:00+08:00") {
      const name = day.length > 10 ? day : `zrzy-export-${day.replaceAll("-", "")}-1730.csv`
      const bytes =
        content instanceof Uint8Array ? content : `${[heading, ...content].join("\r\n")}\r\n`
      writeFileSync(join(folder, `${name}.part`), bytes)
      utimesSync(join(folder, `${name}.part`), new Date(modified), new Date(modified))
      renameSync(join(folder, `${name}.part`), join(folder, name))
      return name
    },
    take(name) {
      rmSync(join(folder, name))
    },
    async look() {
      await look(signal)
      await look(signal)
    },
    lookOnce: () => look(signal),
    told: [],
    said: [],
    quarantine: () =>
      Papa.parse<string[]>(
        readFileSync(quarantineFile(stateFolder), "utf8").replace("\uFEFF", ""),
        {
          skipEmptyLines: true,
        },
      ).data.slice(1),
    hub: () => Promise.resolve(),
    clock: { now: new Date("2026-11-23T10:40:00+08:00") },
    restart() {
      state.close()
      state = openState(stateFolder)
      look = start()
    },
  }
  return dropping
}
