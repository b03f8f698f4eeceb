import { readFileSync } from "node:fs"
import { dirname, resolve } from "node:path"
import * as z from "zod/mini"
import type { PrivateJwk } from "@tongban/sdk/client-auth"
import { BridgeFault, reasonOf } from "./fault.ts"

const Path = z.string().check(z.minLength(1))
const Origin = z.url()

const Serve = z.strictObject({
  listen: z.strictObject({ host: z.string(), port: z.int().check(z.minimum(1), z.maximum(65535)) }),
  /** This owner's serving client, and this bridge's instance, as in the directory. */
  client: z.string(),
  instance: z.string(),
  /** The hub's origin: issuer of tickets. */
  hub: Origin,
  directory: z.strictObject({ file: Path, rootKey: Path }),
  /** The private `sig` key, JWK: signs what was given out. */
  key: Path,
  papers: z.strictObject({
    /** The department's index of its papers. */
    index: Path,
    encoding: z.enum(["gb18030", "utf-8"]),
    /** The column that names a paper; also its file's name. */
    refColumn: z.string(),
    folder: Path,
    /** The files' ending, such as `.txt`. */
    ending: z.string().check(z.regex(/^\.[a-z0-9]{1,8}$/)),
  }),
})
export type ServeConfig = z.infer<typeof Serve>

const Watch = z.strictObject({
  hub: Origin,
  client: z.string(),
  assertionKey: Path,
  dpopKey: Path,
  database: z.strictObject({ sqlite: Path }),
  everyMs: z._default(z.int().check(z.minimum(200)), 1000),
  table: z.string(),
  columns: z.strictObject({
    localNumber: z.string(),
    itemCode: z.string(),
    state: z.string(),
    changedAt: z.string(),
  }),
  /** The scheme of the state column's codes. */
  scheme: z.string(),
  /** The department's own words for its codes. */
  stateWords: z.record(z.string(), z.string()),
})
export type WatchConfig = z.infer<typeof Watch>

const Config = z.strictObject({
  name: z.string().check(z.regex(/^[a-z0-9-]+$/)),
  /** Where the bridge keeps what it has done. One process a folder. */
  stateFolder: Path,
  serve: z.optional(Serve),
  watch: z.optional(Watch),
})
export type BridgeConfig = z.infer<typeof Config>

/**
 * Reads a bridge's configuration; paths in it are relative to the file.
 *
 * @throws {BridgeFault} naming every fault at once, each with its place
 */
export function readConfig(file: string): BridgeConfig {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(file, "utf8"))
  } catch (error) {
    throw new BridgeFault(
      `the configuration ${file} cannot be read as JSON (${reasonOf(error)}); check the path and its content`,
    )
  }
  const result = Config.safeParse(json)
  if (!result.success) {
    const faults = result.error.issues.map(
      (issue) =>
        `  - at ${issue.path.join(".") || "its top"}: ${issue.code === "unrecognized_keys" ? `unknown entries ${issue.keys.join(", ")}` : issue.message}`,
    )
    throw new BridgeFault(`the configuration ${file} is wrong:\n${faults.join("\n")}`)
  }
  if (result.data.serve === undefined && result.data.watch === undefined) {
    throw new BridgeFault(
      `the configuration ${file} has neither \`serve\` nor \`watch\`; a bridge does at least one of them`,
    )
  }
  return withPaths(result.data, (path) => resolve(dirname(file), path))
}

function withPaths(
  { serve, watch, ...config }: BridgeConfig,
  at: (path: string) => string,
): BridgeConfig {
  return {
    ...config,
    stateFolder: at(config.stateFolder),
    ...(serve && {
      serve: {
        ...serve,
        key: at(serve.key),
        directory: { file: at(serve.directory.file), rootKey: at(serve.directory.rootKey) },
        papers: { ...serve.papers, index: at(serve.papers.index), folder: at(serve.papers.folder) },
      },
    }),
    ...(watch && {
      watch: {
        ...watch,
        assertionKey: at(watch.assertionKey),
        dpopKey: at(watch.dpopKey),
        database: { sqlite: at(watch.database.sqlite) },
      },
    }),
  }
}

/** Reads a JWK from a file. @throws {BridgeFault} */
export function readKey(file: string): PrivateJwk {
  try {
    return Jwk.parse(JSON.parse(readFileSync(file, "utf8"))) as PrivateJwk
  } catch (error) {
    throw new BridgeFault(
      `the key ${file} cannot be read (${reasonOf(error)}); it must be an EC P-256 JWK`,
    )
  }
}

const Jwk = z.looseObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string(),
  y: z.string(),
  d: z.optional(z.string()),
})
