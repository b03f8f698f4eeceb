import { fork } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, open, rm } from "node:fs/promises"
import { randomBytes } from "node:crypto"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { freePort } from "../packages/hub/test/support/free-port.ts"
import { he, item } from "../packages/hub/test/support/hub-settings.ts"
import { HubWorld } from "../packages/hub/test/support/hub-world.ts"
import { surfaceFor } from "../packages/hub/test/support/uploading.ts"
import type { Line, Raced } from "./frame.ts"
import { measured } from "./support/measure-process.ts"
import type { Measured } from "./support/measure-process.ts"
import type { Sending, Sent } from "./support/sender.ts"

/** `TONGBAN_BENCH_UPLOAD_MB=1024` for the figure of a large paper. */
const mb = Number(process.env["TONGBAN_BENCH_UPLOAD_MB"] ?? 128)
const rounds = 5
/** The most memory of either side (MB). */
const memory = 150

/** What an upload by the SDK costs beside a file that a bare server writes down. */
export const upload: Raced = {
  kind: "raced",
  about: `a file of ${mb} MB by the SDK to the hub, sealed and hashed on both sides / a raw PUT to a file by node:http`,
  unit: "ms, or MB",
  async race() {
    const world = await HubWorld.make()
    const folder = await mkdtemp(join(tmpdir(), "tongban-bench-upload-"))
    const servers: Measured[] = []
    try {
      const file = join(folder, "paper.pdf")
      await writePaper(file)
      const { token } = await surfaceFor(await world.logIn(he))
      await world.stop()
      const hub = await measured({ hub: { ...world.settings, uploadBytes: mb * 1024 * 1024 } })
      const port = await freePort()
      const bare = await measured({ put: { port, file: join(folder, "raw") } })
      servers.push(hub, bare)

      const ways: Record<"candidate" | "reference", Sending> = {
        candidate: { file, to: world.origin, hub: { token, requirement: item.selfMade } },
        reference: { file, to: `http://127.0.0.1:${port}/` },
      }
      const idleMb = await hub.peakMb()
      const ms = { candidate: Infinity, reference: Infinity }
      const cpu = { candidate: Infinity, reference: Infinity }
      let peakMb = 0
      for (let round = 0; round < rounds; round++) {
        for (const way of ["candidate", "reference"] as const) {
          const sent = await send(ways[way])
          ms[way] = Math.min(ms[way], sent.ms)
          cpu[way] = Math.min(cpu[way], sent.cpu / 1000)
          if (way === "candidate") peakMb = Math.max(peakMb, sent.peakMb)
        }
      }
      const lines: Line[] = [
        { what: "by the clock", ...ms },
        { what: "the client's CPU", ...cpu },
        { what: "the client's memory at most", candidate: peakMb, reference: memory },
        { what: "the hub's memory at most", candidate: await hub.peakMb(), reference: memory },
        {
          what: "of it, more than the idle hub's",
          candidate: (await hub.peakMb()) - idleMb,
          reference: memory,
        },
      ]
      return lines
    } finally {
      await Promise.all(servers.map((server) => server.stop()))
      await world.close()
      await rm(folder, { recursive: true })
    }
  },
}

/** A PDF by its content, that no compression on the way could make smaller. */
async function writePaper(path: string): Promise<void> {
  const file = await open(path, "w")
  await file.write("%PDF-1.7\n")
  for (let at = 0; at < mb; at++) await file.write(randomBytes(1024 * 1024 - (at === 0 ? 9 : 0)))
  await file.close()
}

async function send(sending: Sending): Promise<Sent> {
  const child = fork(fileURLToPath(new URL("support/sender.ts", import.meta.url)), {
    execArgv: ["--conditions=@tongban/source"],
  })
  child.send(sending)
  const failed = once(child, "exit").then(() => {
    throw new Error("what sends has ended")
  })
  failed.catch(() => undefined)
  const [sent] = (await Promise.race([once(child, "message"), failed])) as [Sent]
  return sent
}
