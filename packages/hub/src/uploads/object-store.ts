import { mkdirSync } from "node:fs"
import { open, readFile, rename, rm, stat } from "node:fs/promises"
import { join } from "node:path"

/** Where sealed bytes lie. What it is given is ciphertext already; it knows no key. */
export interface ObjectStore {
  /** The bytes that have come of an object; 0 where there is none. */
  size(name: string): Promise<number>
  /** Adds to an object's end. What came before the source broke off stays. */
  append(name: string, source: AsyncIterable<Uint8Array>): Promise<number>
  /** Puts an object there, whole or not at all. */
  put(name: string, bytes: Uint8Array): Promise<void>
  /** Undefined where there is none. */
  get(name: string): Promise<Buffer | undefined>
  /** Is content where there is none. */
  remove(name: string): Promise<void>
}

/** A folder as object store. Names are our own ids; what is acknowledged is on the disk. */
export function folderStore(folder: string): ObjectStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const at = (name: string) => join(folder, name)
  const size = async (name: string) => {
    const found = await unlessMissing(stat(at(name)))
    return found?.size ?? 0
  }
  return {
    size,
    async append(name, source) {
      const file = await open(at(name), "a", 0o600)
      try {
        for await (const chunk of source) await file.appendFile(chunk)
      } finally {
        await file.sync()
        await file.close()
      }
      return size(name)
    },
    async put(name, bytes) {
      const file = await open(at(`${name}.new`), "w", 0o600)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(at(`${name}.new`), at(name))
    },
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
