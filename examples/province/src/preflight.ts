import { createServer } from "node:net"
import type { FolderLock } from "@tongban/hub"
import { lockFolder } from "@tongban/hub"
import type { Addresses } from "./addresses.ts"

/** Something that whoever starts the province can mend. */
export class StartFault extends Error {
  override readonly name = "StartFault"
}

const needs: Record<keyof Addresses["ports"], string> = {
  hub: "the hub",
  modern: "the modern portal",
  old: "the old portal",
  csv: "the CSV department's bridge",
  desk: "the start page",
  hubBehindDoor: "the hub behind its front door",
  modernBridge: "the modern portal's bridge",
}

/** Looks before anything is begun: the folder is ours, every port is free. */
export async function preflight(folder: string, { ports }: Addresses): Promise<FolderLock> {
  const lock = lockFolder(folder)
  for (const [name, port] of Object.entries(ports) as [keyof typeof ports, number][]) {
    if (await isFree(port)) continue
    lock.release()
    throw new StartFault(
      `port ${port}, which ${needs[name]} needs, is taken by another program; stop that one, or start with --port-base N`,
    )
  }
  return lock
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once("error", () => {
      resolve(false)
    })
    probe.listen({ port, host: "127.0.0.1" }, () => {
      probe.close(() => {
        resolve(true)
      })
    })
  })
}
