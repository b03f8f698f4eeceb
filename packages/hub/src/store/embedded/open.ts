import { existsSync } from "node:fs"
import { join } from "node:path"
import { MessageChannel } from "node:worker_threads"
import type { Worker } from "node:worker_threads"
import type { PostgresPool } from "kysely"
import pg from "pg"
import type { PoolCounts } from "../database.ts"
import { lockFolder } from "../lock.ts"
import { tellFailure } from "../../tell-failure.ts"
import { types } from "../values.ts"
import { Link } from "./link.ts"
import { plantSeed } from "./seed.ts"
import { endThread, startThread } from "./thread.ts"

/** A query that finds the only connection taken waits this long: longer, and it waits for itself. */
const waitAtMostMs = 15_000

/**
 * Opens the embedded database (PGlite) in a folder, in a thread of its own, so that the hub answers
 * while it is busy. To its user it is a `pg` pool of one connection.
 *
 * @throws {FolderUnusable} where the folder is another process's or cannot be written.
 */
export async function embeddedPool(folder: string): Promise<PostgresPool & PoolCounts> {
  const lock = lockFolder(folder)
  const dataFolder = join(folder, "pglite")
  try {
    if (!existsSync(dataFolder)) await plantSeed(dataFolder)
    const worker = await startThread({ dataFolder })
    const pool = poolOfOne(worker)
    return {
      options: pool.options,
      connect: () => pool.connect(),
      get totalCount() {
        return pool.totalCount
      },
      get idleCount() {
        return pool.idleCount
      },
      get waitingCount() {
        return pool.waitingCount
      },
      async end() {
        await pool.end()
        await endThread(worker)
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

function poolOfOne(worker: Worker): pg.Pool {
  const pool = new pg.Pool({
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: waitAtMostMs,
    user: "postgres",
    database: "postgres",
    types,
    stream: () => connect(worker),
  })
  pool.on("error", (error) => {
    tellFailure("the embedded database was lost; start the hub again:", error)
  })
  return pool
}

function connect(worker: Worker): Link {
  const { port1: ours, port2: theirs } = new MessageChannel()
  worker.postMessage(theirs, [theirs])
  return new Link(ours)
}
