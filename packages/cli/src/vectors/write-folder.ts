import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import { dirname, join, resolve } from "node:path"
import { CommandFault } from "../command-fault.ts"

/**
 * Writes files into a folder: all of them or none. They are written beside their place first and moved
 * when the last is whole. Nothing that is there is deleted; with `force`, files of ours take the place
 * of those with the same name.
 *
 * @param files - the text of each by its path, with `/`
 * @throws {CommandFault} where the folder holds something, or cannot be written
 */
export function writeFolder(
  folder: string,
  files: ReadonlyMap<string, string>,
  { force }: { force: boolean },
): void {
  const place = resolve(folder)
  const exists = existsSync(place)
  if (exists && !statSync(place).isDirectory())
    throw new CommandFault(1, `${folder} is a file; name a folder`)
  if (exists && !force && readdirSync(place).length > 0)
    throw new CommandFault(
      1,
      `${folder} is not empty; name another folder, or add --force to write into this one`,
    )
  let stage: string | undefined
  try {
    mkdirSync(exists ? place : dirname(place), { recursive: true })
    stage = mkdtempSync(join(exists ? place : dirname(place), ".tongban-"))
    for (const [path, text] of files) {
      mkdirSync(dirname(join(stage, path)), { recursive: true })
      writeFileSync(join(stage, path), text)
    }
    const taken = exists ? [...files.keys()].find((path) => isFolder(join(place, path))) : undefined
    if (taken !== undefined) throw new Error(`${taken} is a folder there`)
    if (exists) for (const path of files.keys()) move(join(stage, path), join(place, path))
    else renameSync(stage, place)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new CommandFault(1, `${folder} cannot be written: ${why}`, { cause: error })
  } finally {
    if (stage !== undefined) rmSync(stage, { recursive: true, force: true })
  }
}

const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

function move(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true })
  renameSync(from, to)
}
