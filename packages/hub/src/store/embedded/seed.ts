import { createHash } from "node:crypto"
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join, sep } from "node:path"
import { fileURLToPath } from "node:url"
import { deserialize, serialize } from "node:v8"
import { gunzipSync, gzipSync } from "node:zlib"
import { tellFailure } from "../../tell-failure.ts"
import { endThread, startThread } from "./thread.ts"

/**
 * A database folder as it is after initdb, in one file: its paths, folders without content. Making one
 * takes PGlite many seconds; unpacking it, a fraction of one.
 */
type Seed = [path: string, content: Uint8Array | undefined][]

/**
 * Puts an empty database where there is none yet. Killed half-way it leaves nothing in that place.
 *
 * @param dataFolder - its last part is made; what stands before it is there
 */
export async function plantSeed(dataFolder: string): Promise<void> {
  const growing = `${dataFolder}.new`
  rmSync(growing, { recursive: true, force: true })
  unpack(deserialize(gunzipSync(await ensureSeed())) as Seed, growing)
  renameSync(growing, dataFolder)
}

/** The packed seed: the cached one, or a new one where that is missing, cut, or of another PGlite. */
export async function ensureSeed(file = cacheFile()): Promise<Uint8Array> {
  const cached = readCache(file)
  if (cached !== undefined) return cached
  const packed = gzipSync(serialize(await grow()), { level: 1 })
  writeCache(file, packed)
  return packed
}

async function grow(): Promise<Seed> {
  const folder = mkdtempSync(join(tmpdir(), "tongban-seed-"))
  try {
    const dataFolder = join(folder, "pglite")
    await endThread(await startThread({ dataFolder }))
    return pack(dataFolder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function pack(folder: string): Seed {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => {
    const place = join(folder, path)
    return [path, statSync(place).isFile() ? readFileSync(place) : undefined]
  })
}

function unpack(seed: Seed, folder: string): void {
  mkdirSync(folder, { mode: 0o700 })
  for (const [path, content] of seed) {
    const place = join(folder, path)
    if (content === undefined) mkdirSync(place, { recursive: true, mode: 0o700 })
    else {
      mkdirSync(dirname(place), { recursive: true, mode: 0o700 })
      writeFileSync(place, content, { mode: 0o600 })
    }
  }
}

/** Beside the PGlite that made it, and named by its version. */
export function cacheFile(): string {
  const entry = fileURLToPath(import.meta.resolve("@electric-sql/pglite"))
  const modules = entry.slice(0, entry.lastIndexOf(`${sep}@electric-sql${sep}`))
  const manifest = readFileSync(join(modules, "@electric-sql", "pglite", "package.json"), "utf8")
  const { version } = JSON.parse(manifest) as { version: string }
  return join(modules, ".cache", "tongban", `pglite-${version}.seed`)
}

const digestOf = (packed: Uint8Array): Buffer => createHash("sha256").update(packed).digest()
const digestLength = 32

function readCache(file: string): Uint8Array | undefined {
  if (!existsSync(file)) return undefined
  const content = readFileSync(file)
  const packed = content.subarray(digestLength)
  return digestOf(packed).equals(content.subarray(0, digestLength)) ? packed : undefined
}

/** A cache that cannot be written costs the next empty database the same time again, and no more. */
function writeCache(file: string, packed: Uint8Array): void {
  const partial = `${file}.${process.pid}`
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(partial, Buffer.concat([digestOf(packed), packed]))
    renameSync(partial, file)
  } catch (error) {
    tellFailure("the empty database could not be cached; it will be made again:", error)
  }
}
