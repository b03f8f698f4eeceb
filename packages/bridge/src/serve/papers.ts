import { createHash } from "node:crypto"
import { createReadStream, readFileSync } from "node:fs"
import { join } from "node:path"
import Papa from "papaparse"
import { BridgeFault, reasonOf } from "../fault.ts"
import type { ServeConfig } from "../config.ts"
import { Problem } from "./problem.ts"

/** The most bytes of a paper. */
const longestPaper = 20 * 1024 * 1024

export interface Paper {
  bytes: Uint8Array
  /** SHA-256, hexadecimal. */
  digest: string
}

export interface Papers {
  /** How many papers the index names. */
  readonly size: number
  /** What kind of paper it is, where the index says so. */
  typeOf(ref: string): string | undefined
  /**
   * The whole paper, or undefined where the index or the folder lacks it.
   *
   * @throws {Problem} `paper_missing` with rule `tooLarge`, above 20 MB
   */
  read(ref: string): Promise<Paper | undefined>
}

/**
 * The papers of a department: files in a folder, named by its own index. Only what the index names is
 * ever opened, so that no reference leads out of the folder.
 *
 * @throws {BridgeFault} where the index cannot be read or lacks its column
 */
export function openPapers({
  index,
  encoding,
  refColumn,
  typeColumn,
  folder,
  ending,
}: ServeConfig["papers"]): Papers {
  const types = readIndex(index, encoding, refColumn, typeColumn)
  return {
    size: types.size,
    typeOf: (ref) => types.get(ref),
    async read(ref) {
      return types.has(ref) ? readWhole(join(folder, `${ref}${ending}`)) : undefined
    },
  }
}

/** The papers of an index, each with its kind; empty where the index has no column for that. */
function readIndex(
  file: string,
  encoding: string,
  refColumn: string,
  typeColumn: string | undefined,
): Map<string, string> {
  let text: string
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(readFileSync(file))
  } catch (error) {
    throw new BridgeFault(
      `the index ${file} cannot be read as ${encoding} (${reasonOf(error)}); check the path and the encoding`,
    )
  }
  const { data, meta } = Papa.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: true,
  })
  for (const column of [refColumn, ...(typeColumn === undefined ? [] : [typeColumn])]) {
    if (meta.fields?.includes(column) !== true) {
      throw new BridgeFault(
        `the index ${file} has no column ${column}; it has ${meta.fields?.join(", ") ?? "none"}`,
      )
    }
  }
  const refs = data.map((row) => row[refColumn]?.trim() ?? "")
  const odd = refs.findIndex((ref) => !/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(ref))
  if (odd >= 0) {
    throw new BridgeFault(
      `the index ${file}, row ${odd + 2}: ${refColumn} must be letters, digits, - and _, as it names a file`,
    )
  }
  return new Map(refs.map((ref, at) => [ref, data[at]?.[typeColumn ?? ""]?.trim() ?? ""]))
}

/** Reads and hashes in one go: the bytes that were hashed are the bytes that go out. */
async function readWhole(file: string): Promise<Paper | undefined> {
  const hash = createHash("sha256")
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > longestPaper) throw new Problem("paper_missing", { rule: "tooLarge" })
      hash.update(chunk)
      chunks.push(chunk)
    }
  } catch (error) {
    // A folder of that name is no paper either.
    if (["ENOENT", "EISDIR"].includes(reasonOf(error))) return undefined
    throw error
  }
  return { bytes: Buffer.concat(chunks, size), digest: hash.digest("hex") }
}
