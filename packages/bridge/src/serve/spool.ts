import { createHash } from "node:crypto"
import { mkdirSync } from "node:fs"
import { open, readdir, rm, stat } from "node:fs/promises"
import { join } from "node:path"
import { BridgeFault, reasonOf } from "../fault.ts"
import { skewSeconds, ticketSeconds } from "./checks.ts"
import type { UsedTickets } from "./used-tickets.ts"

/** Far longer than any ticket can be presented. */
const keptMs = (ticketSeconds + 2 * skewSeconds) * 5 * 1000
const sweepEveryMs = 60_000

/**
 * Used tickets as files of one folder, for several processes of one instance (protocol M12): a file is made
 * once, by whoever comes first, and is on the disk before a byte of the paper leaves. The folder must be
 * one of this machine, or of a file system that keeps `O_EXCL` between machines.
 *
 * @throws {BridgeFault} where the folder cannot be written
 */
export async function spooledTickets(folder: string): Promise<UsedTickets & { since: Date }> {
  const since = await begun(folder)
  let sweptAt = 0
  return {
    since,
    async mark(jti, _exp, now) {
      if (now.getTime() - sweptAt > sweepEveryMs) {
        sweptAt = now.getTime()
        await sweep(folder, new Date(now.getTime() - keptMs))
      }
      return claimed(folder, `${sha256(jti)}.used`)
    },
  }
}

/** When the folder began to be kept: it knows every ticket that was used since, by whatever process. */
async function begun(folder: string): Promise<Date> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    await claimed(folder, "since")
    return (await stat(join(folder, "since"))).mtime
  } catch (error) {
    throw new BridgeFault(
      `the spool ${folder} cannot be written (${reasonOf(error)}); name a folder in serve.spool that this user may write`,
    )
  }
}

/** Makes a file, durably; false where somebody has made it. */
async function claimed(folder: string, name: string): Promise<boolean> {
  let file
  try {
    file = await open(join(folder, name), "wx", 0o600)
  } catch (error) {
    if (reasonOf(error) === "EEXIST") return false
    throw error
  }
  try {
    await file.sync()
  } finally {
    await file.close()
  }
  await syncFolder(folder)
  return true
}

/** The name in the folder is durable only when the folder is. */
async function syncFolder(folder: string): Promise<void> {
  const opened = await open(folder, "r")
  try {
    await opened.sync()
  } finally {
    await opened.close()
  }
}

async function sweep(folder: string, before: Date): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith(".used")) continue
    const path = join(folder, name)
    const found = await stat(path).catch(gone)
    if (found !== undefined && found.mtime < before) await rm(path, { force: true })
  }
}

/** Another process sweeps too. */
function gone(error: unknown): undefined {
  if (reasonOf(error) === "ENOENT") return undefined
  throw error
}

const sha256 = (value: string): string => createHash("sha256").update(value).digest("hex")
