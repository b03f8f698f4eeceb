import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import type { Browser } from "playwright-core"
import type { ProcessName } from "../../src/processes.ts"
import { startProvince } from "../../src/province.ts"
import type { Province } from "../../src/province.ts"
import { openBrowser } from "./browser.ts"
import { freePorts } from "./ports.ts"

/** A whole province of its own, in real processes, and a browser to look at it. */
export interface World {
  province: Province
  browser: Browser
  /** Stops one of the processes. */
  stop(name: ProcessName): Promise<void>
  /** Ends one of the processes by SIGKILL. */
  kill(name: ProcessName): Promise<void>
  /** Starts one that was stopped or killed. */
  start(name: ProcessName): Promise<void>
  /** The rows of the old portal's table, newest last. */
  rows(): Record<string, unknown>[]
  /** The rows of the modern portal's table, newest last. */
  applications(): Record<string, unknown>[]
  /** The papers of one of the old portal's rows, as they came. */
  papers(localNumber: unknown): Record<string, unknown>[]
  /** The same, of one of the modern portal's. */
  attachments(localNumber: unknown): Record<string, unknown>[]
  close(): Promise<void>
}

/** Where a sandbox in this folder writes what the gateway of that portal is made with. */
export const ownSettings = (folder: string): string => join(folder, "own-portal.json")

/** @param portal - a portal of the test's own: its origin */
export async function makeWorld(portal?: string): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), "tongban-story-"))
  const own = portal === undefined ? undefined : { origin: portal, settings: ownSettings(folder) }
  const province = await startProvince(folder, await freePorts(), own)
  const browser = await openBrowser()
  const { sandbox } = province
  const read = (file: string, query: string, ...values: string[]) => {
    const database = new DatabaseSync(file, { readOnly: true })
    try {
      return database.prepare(query).all(...values)
    } finally {
      database.close()
    }
  }
  return {
    province,
    browser,
    stop: province.stopProcess,
    kill: province.killProcess,
    start: province.startProcess,
    rows: () => read(sandbox.old.database, "SELECT * FROM YW_SPJYXK ORDER BY SBLSH"),
    applications: () => read(sandbox.modern.database, "SELECT * FROM pre_apasinfo ORDER BY projid"),
    papers: (localNumber) =>
      read(
        sandbox.old.database,
        "SELECT * FROM YW_SPJYXK_CL WHERE SBLSH = ? ORDER BY rowid",
        String(localNumber),
      ),
    attachments: (localNumber) =>
      read(
        sandbox.modern.database,
        "SELECT * FROM pre_apasattr WHERE projid = ? ORDER BY rowid",
        String(localNumber),
      ),
    async close() {
      await browser.close()
      await province.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
