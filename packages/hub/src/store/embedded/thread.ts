import { once } from "node:events"
import { Worker } from "node:worker_threads"
import type { Opening } from "./messages.ts"

/** Starts the database's thread; resolves when the database is open, made where there was none. */
export async function startThread(workerData: Opening): Promise<Worker> {
  const script = new URL(import.meta.resolve("#embedded-worker"))
  // Without our own command line: it may name an inspector's port or a script of its own.
  const worker = new Worker(script, { workerData, execArgv: [] })
  await once(worker, "message")
  return worker
}

/** Closes the database and ends its thread. */
export async function endThread(worker: Worker): Promise<void> {
  const ended = once(worker, "exit")
  worker.postMessage("close")
  await ended
}
