import { randomBytes } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { compactVerify } from "jose"
import { signDirectory } from "@tongban/sdk/directory"
import type { DirectoryContent } from "@tongban/sdk/directory"
import { newKey, publicJwk, writeSecret } from "../keys.ts"
import type { ProcessName } from "../processes.ts"
import type { Sandbox } from "../setup.ts"
import type { Door } from "./door.ts"
import { rewrite } from "./rewrite.ts"
import type { Settings } from "./rewrite.ts"

/** What a fault may take hold of. */
export interface Stage {
  sandbox: Sandbox
  door: Door
  stop(name: ProcessName): Promise<void>
  start(name: ProcessName): Promise<void>
  /** Starts one again, so that it reads its settings anew; not one that is stopped on purpose. */
  restart(name: ProcessName): Promise<void>
}

/** Begins a fault. @returns what ends it */
type Begin = (stage: Stage) => Promise<() => Promise<void>>

/** How long each answer of a slow hub waits. */
export const slowMs = 3_000

/** The faults that can be switched on. Only the outside of the programs is touched: process, line, settings. */
export const faults = {
  "owner-away": async ({ stop, start }) => {
    await stop("csv")
    return () => start("csv")
  },
  "hub-slow": ({ door }) => {
    door.slowTo(slowMs)
    return Promise.resolve(() => {
      door.slowTo(0)
      return Promise.resolve()
    })
  },
  "session-ended": (stage) => {
    const cookieKeys = `k9:${randomBytes(32).toString("base64url")}`
    const { old, modern, csv, folder } = stage.sandbox
    const change = (known: Settings) => ({ ...known, cookieKeys })
    // The bridge that hosts a gateway reads its cookie keys from a file.
    const file = join(folder, "keys", "other-cookie-keys")
    writeSecret(file, cookieKeys)
    const changeSite = (known: Settings) => ({
      ...known,
      site: { ...(known["site"] as object), cookieKeys: file },
    })
    return withSettings(stage, [
      { name: "old", file: old.settings, change },
      { name: "modern", file: modern.settings, change },
      { name: "csv", file: csv.bridge, change: changeSite },
    ])
  },
  "wrong-signature": async (stage) => {
    const { sandbox } = stage
    const serve = await serveWithForeignKey(sandbox)
    const change = (known: Settings) => ({
      ...known,
      serve: { ...(known["serve"] as object), ...serve },
    })
    return withSettings(stage, [{ name: "csv", file: sandbox.csv.bridge, change }])
  },
} satisfies Record<string, Begin>

export type FaultName = keyof typeof faults

export const isFault = (name: string): name is FaultName => Object.hasOwn(faults, name)

/** Lets programs run with other settings; where one does not come up with them, nothing has changed. */
async function withSettings(
  { restart }: Stage,
  changes: { name: ProcessName; file: string; change: (known: Settings) => Settings }[],
): Promise<() => Promise<void>> {
  const putBack = changes.map(({ file, change }) => rewrite(file, change))
  const again = async () => {
    for (const { name } of changes) await restart(name)
  }
  const end = () => {
    for (const each of putBack) each()
    return again()
  }
  try {
    await again()
  } catch (error) {
    await end()
    throw error
  }
  return end
}

/**
 * A key that no recipient knows. The bridge would not even start with it: so it is given a directory
 * of its own in which the key stands, which nobody else reads.
 */
async function serveWithForeignKey({ folder, keys, csv }: Sandbox) {
  const { serve } = JSON.parse(readFileSync(csv.bridge, "utf8")) as {
    serve: { client: string; directory: { file: string; rootKey: string } }
  }
  const key = await newKey()
  const known = readFileSync(serve.directory.file, "utf8")
  const { payload } = await compactVerify(known, publicJwk(keys.directoryRoot))
  const content = JSON.parse(new TextDecoder().decode(payload)) as DirectoryContent
  const entries = content.entries.map((entry) =>
    entry.client === serve.client ? { ...entry, sig: publicJwk(key) } : entry,
  )
  const files = {
    key: join(folder, "keys", "in-no-directory.json"),
    directory: join(folder, "zrzy", "directory-of-its-own.jws"),
  }
  writeSecret(files.key, key)
  const signed = { ...content, entries } as DirectoryContent
  writeSecret(files.directory, await signDirectory(signed, keys.directoryRoot))
  return { key: files.key, directory: { ...serve.directory, file: files.directory } }
}
