import { readdir, readFile, stat } from "node:fs/promises"
import { join } from "node:path"
import { BridgeFault, reasonOf } from "../fault.ts"
import type { DroppedFile } from "./memory.ts"

/** More than this in one folder is another folder. */
const mostFiles = 5000

/** A CSV file as it lies there now. */
export interface FoundFile extends DroppedFile {
  bytes: number
  modifiedAt: Date
}

/** The CSV files of a folder. Links, folders and the files that programs hide are none. */
export async function filesIn(folder: string): Promise<FoundFile[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new BridgeFault(
      `the folder ${folder} cannot be read (${reasonOf(error)}); check watch.drop.folder`,
    )
  })
  if (entries.length > mostFiles)
    throw new BridgeFault(
      `the folder ${folder} holds more than ${mostFiles} files; move old ones away`,
    )
  const found: FoundFile[] = []
  for (const entry of entries) {
    if (!entry.isFile() || !/^[^.~].*\.csv$/iu.test(entry.name)) continue
    const file = await fileAt(folder, entry.name)
    if (file !== undefined) found.push(file)
  }
  return found
}

/** Reads a file that stays as it is meanwhile; undefined where it changes or goes. */
export async function readSettled(
  folder: string,
  file: FoundFile,
): Promise<Uint8Array | undefined> {
  const bytes = await readFile(join(folder, file.name)).catch(absent)
  const after = await fileAt(folder, file.name)
  return after?.stamp === file.stamp && bytes?.length === file.bytes ? bytes : undefined
}

async function fileAt(folder: string, name: string): Promise<FoundFile | undefined> {
  const found = await stat(join(folder, name)).catch(absent)
  if (found === undefined) return undefined
  const { size, mtime, mtimeMs } = found
  return { name, stamp: `${size}:${mtimeMs}`, bytes: size, modifiedAt: mtime }
}

/** A file that somebody takes away just now is not there; anything else keeps us from looking. */
function absent(error: unknown): undefined {
  if (reasonOf(error) === "ENOENT") return undefined
  throw error
}
