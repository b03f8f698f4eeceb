// The embedded database's own thread: PostgreSQL's wire protocol, bytes in and bytes out. It blocks
// while a query runs, and only here.
import { parentPort, workerData } from "node:worker_threads"
import type { MessagePort } from "node:worker_threads"
import { PGlite } from "@electric-sql/pglite"
import type { Opening, ToWorker } from "./messages.ts"

if (parentPort === null) throw new Error("this file is a worker thread's, started by thread.ts")
const main = parentPort
const { dataFolder } = workerData as Opening
const pglite = await PGlite.create({ dataDir: dataFolder })

main.on("message", (message: ToWorker) => {
  if (message === "close") void close()
  else serve(message)
})
main.postMessage("ready")

/** A new connection. What an earlier one left, a half-done transaction too, is not its own. */
function serve(connection: MessagePort): void {
  pglite.execProtocolRawSync(query("rollback"))
  pglite.execProtocolRawSync(query("discard all"))
  connection.on("message", (bytes: Uint8Array) => {
    connection.postMessage(pglite.execProtocolRawSync(bytes))
  })
}

/** A simple query in the wire protocol: `Q`, length, text, 0. */
function query(text: string): Uint8Array {
  const message = Buffer.alloc(text.length + 6)
  message.write("Q")
  message.writeInt32BE(text.length + 5, 1)
  message.write(text, 5)
  return message
}

async function close(): Promise<void> {
  await pglite.close()
  main.close()
}
