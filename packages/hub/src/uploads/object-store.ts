import { createReadStream, mkdirSync } from "node:fs"
import { open, readFile, rm, stat } from "node:fs/promises"
import { join } from "node:path"

/** Where sealed bytes lie. What it is given is ciphertext already; it knows no key. */
export interface ObjectStore {
  /** The bytes of an object; 0 where there is none. */
  size(name: string): Promise<number>
  /** Adds what comes to an object's first `keep` bytes. What came before the source broke off stays. */
  append(name: string, keep: number, source: AsyncIterable<Uint8Array[]>): Promise<void>
  /** The bytes of an object from a place on. */
  read(name: string, from: number): AsyncIterable<Buffer>
  /** Undefined where there is none. */
  get(name: string): Promise<Buffer | undefined>
  /** Is content where there is none. */
  remove(name: string): Promise<void>
}

/** A folder as object store. Names are our own ids; what is acknowledged is on the disk. */
export function folderStore(folder: string): ObjectStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const at = (name: string) => join(folder, name)
  return {
    async size(name) {
      const found = await unlessMissing(stat(at(name)))
      return found?.size ?? 0
    },
    async append(name, keep, source) {
      const file = await open(at(name), "a", 0o600)
      try {
        if ((await file.stat()).size > keep) await file.truncate(keep)
        // The next is made while one is written.
        let written: Promise<unknown> = Promise.resolve()
        try {
          for await (const parts of source) {
            await written
            written = file.writev(parts)
            // Told where it is waited for.
            written.catch(() => undefined)
          }
        } finally {
          await written
          await file.datasync()
        }
      } finally {
        await file.close()
      }
    },
    read: (name, from) =>
      createReadStream(at(name), {
        start: from,
        highWaterMark: 512 * 1024,
      }) as AsyncIterable<Buffer>,
    get: (name) => unlessMissing(readFile(at(name))),
    remove: (name) => rm(at(name), { force: true }),
  }
}

async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined
    throw error
  }
}
