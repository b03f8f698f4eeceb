// Sends a file in a process of its own, and tells what it took: forked by `upload.ts`.
import { createReadStream, statSync } from "node:fs"
import { open } from "node:fs/promises"
import { request } from "node:http"
import { pipeline } from "node:stream/promises"
import { startUpload } from "@tongban/sdk/upload"
import { used } from "./used.ts"

/** What is sent, and how: by the SDK to the hub, or as it is to a server that writes it down. */
export interface Sending {
  file: string
  to: string
  hub?: { token: string; requirement: string }
}

/** What it took. */
export interface Sent {
  ms: number
  /** Microseconds of the CPU. */
  cpu: number
  /** The most memory that the process has had, in MB. */
  peakMb: number
}

process.once("message", (sending: Sending) => {
  const before = used()
  const began = performance.now()
  const send = sending.hub === undefined ? putRaw(sending) : upload(sending, sending.hub)
  void send.then(() => {
    const ms = performance.now() - began
    const { cpu, peakMb } = used()
    process.send?.({ ms, cpu: cpu - before.cpu, peakMb } satisfies Sent)
    process.disconnect?.()
  })
})

async function upload({ file, to }: Sending, { token, requirement }: NonNullable<Sending["hub"]>) {
  const handle = await open(file)
  const { done } = startUpload(handle, {
    hub: to,
    requirement,
    size: statSync(file).size,
    authorize: () => ({ authorization: `Bearer ${token}` }),
  })
  await done
  await handle.close()
}

/** As anybody would on Node, with nothing beside. */
async function putRaw({ file, to }: Sending) {
  const put = request(to, { method: "PUT" })
  const answered = new Promise((resolve, reject) => {
    put.on("response", (response) => response.resume().on("end", resolve)).on("error", reject)
  })
  await pipeline(createReadStream(file), put)
  await answered
}
