import { stat } from "node:fs/promises"
import { inLogWords, reasonOf } from "../fault.ts"

/** What a file says now. The file may be replaced while the bridge runs. */
export interface Reread<T> {
  current(): Promise<T>
}

/**
 * Reads a file now, and again whenever it has changed. A new version that cannot be read is told once,
 * and the last good one stays.
 *
 * @throws whatever `read` throws, the first time only
 */
export async function reread<T>(
  file: string,
  read: () => T | Promise<T>,
  log: (message: string) => void,
): Promise<Reread<T>> {
  let mark = await markOf(file)
  let value = await read()
  return {
    async current() {
      const now = await markOf(file)
      if (now === mark) return value
      mark = now
      try {
        value = await read()
      } catch (error) {
        log(`${inLogWords(error)}; what was read before stays`)
      }
      return value
    },
  }
}

/** Differs whenever the file was written or replaced. */
async function markOf(file: string): Promise<string> {
  try {
    const { ino, size, mtimeNs } = await stat(file, { bigint: true })
    return `${ino} ${size} ${mtimeNs}`
  } catch (error) {
    return reasonOf(error)
  }
}
