import type { MessagePort } from "node:worker_threads"

/** What the worker is started with. */
export interface Opening {
  /** PGlite's own folder, made where it is missing. */
  dataFolder: string
}

/** To the worker: a new connection, or the end. It says "ready" once, when the database is open. */
export type ToWorker = MessagePort | "close"
