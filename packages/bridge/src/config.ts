import { existsSync, readFileSync } from "node:fs"
import { dirname, resolve } from "node:path"
import * as z from "zod/mini"
import type { PrivateJwk } from "@tongban/sdk/client-auth"
import { Drop } from "./drop/settings.ts"
import type { DropConfig } from "./drop/settings.ts"
import { BridgeFault, reasonOf } from "./fault.ts"
import { Policy } from "./serve/policy.ts"
import { Site } from "./site/settings.ts"
import { Column, HubOrigin, Path, text, whole } from "./setting.ts"
import { SourceDatabase } from "./watch/database.ts"

const Serve = z.strictObject({
  listen: z.strictObject({ host: text(255), port: whole(1, 65535) }),
  /** This owner's serving client, and this bridge's instance, as in the directory. */
  client: text(64),
  instance: text(64),
  /** The hub's origin: issuer of tickets. */
  hub: HubOrigin,
  directory: z.strictObject({ file: Path, rootKey: Path }),
  /** The private `sig` key, JWK: signs what was given out. */
  key: Path,
  /** To whom what is given out; without it, to every active recipient of the directory (decision 46). */
  policy: z.optional(Policy),
  /** Several processes of this instance share it: there each ticket is used once. */
  spool: z.optional(Path),
  /** Tells the hub what was given out, so that the logs are held against each other (protocol M13). */
  reconcile: z.optional(
    z.strictObject({
      assertionKey: Path,
      dpopKey: Path,
      everyMs: z._default(whole(1000, 86_400_000), 86_400_000),
    }),
  ),
  papers: z.strictObject({
    /** The department's index of its papers. */
    index: Path,
    encoding: z.enum(["gb18030", "utf-8"], { error: "must be gb18030 or utf-8" }),
    /** The column that names a paper; also its file's name. */
    refColumn: Column,
    /** The column that says what kind of paper it is; `policy` may ask for it. */
    typeColumn: z.optional(Column),
    folder: Path,
    /** The files' ending, such as `.txt`. */
    ending: text(9).check(
      z.regex(/^\.[a-z0-9]{1,8}$/, { error: "must be an ending such as .txt" }),
    ),
  }),
})
/** How a bridge serves its department's papers. */
export type ServeConfig = z.infer<typeof Serve>

const Watch = z.strictObject({
  hub: HubOrigin,
  client: text(64),
  assertionKey: Path,
  dpopKey: Path,
  database: SourceDatabase,
  everyMs: z._default(whole(200, 3_600_000), 1000),
  table: Column,
  columns: z.strictObject({
    localNumber: Column,
    itemCode: Column,
    state: Column,
    changedAt: Column,
  }),
  /** The scheme of the state column's codes. */
  scheme: text(60),
  /** The department's own words for its codes. */
  stateWords: z.record(z.string(), text(100)),
  /** Where the table says what a case in correction (补正) is asked for. */
  correction: z.optional(
    z.strictObject({
      /** A line for each paper: the key of its requirement, a space, what is wrong or missing. */
      list: Column,
      /** The last day to supply it, `2026-12-03`. */
      dueOn: z.optional(Column),
      /** The notice's own number. */
      noticeNumber: z.optional(Column),
    }),
  ),
})
/** How a bridge watches its department's cases. */
export type WatchConfig = z.infer<typeof Watch>

const TableBridge = z.strictObject({
  name: text(40).check(
    z.regex(/^[a-z0-9-]+$/, { error: "must be small letters, digits and hyphens" }),
  ),
  /** Where the bridge keeps what it has done. One process a folder. */
  stateFolder: Path,
  serve: z.optional(Serve),
  watch: z.optional(Watch),
  site: z.optional(Site),
})
const DropBridge = z.extend(TableBridge, { watch: Drop })
/** A bridge's whole configuration. */
export type BridgeConfig = Omit<z.infer<typeof TableBridge>, "watch"> & {
  watch?: WatchConfig | DropConfig | undefined
}

/**
 * Reads a bridge's configuration; paths in it are relative to the file.
 *
 * @throws {BridgeFault} naming every fault at once, each with its place
 */
export function readConfig(file: string): BridgeConfig {
  const json = jsonOf(file)
  // One of the two, so that a fault is named by the rules of what was meant.
  const result = (watchesDrop(json) ? DropBridge : TableBridge).safeParse(json)
  if (!result.success) throw wrong(file, result.error.issues.map(faultOf))
  const config = withPaths(result.data, (path) => resolve(dirname(file), path))
  const faults = filesOf(config)
    .filter(({ path }) => !existsSync(path))
    .map(({ place, path }) => `${place}: ${path} is not there; make it, or name another one`)
  if (config.serve === undefined && config.watch === undefined && config.site === undefined) {
    faults.push(
      "its top: has neither `serve` nor `watch` nor `site`; a bridge does at least one of them",
    )
  }
  for (const [at, { types }] of (config.serve?.policy ?? []).entries())
    if (types !== undefined && config.serve?.papers.typeColumn === undefined)
      faults.push(
        `serve.policy.${at}.types: the index does not say kinds; name its column in serve.papers.typeColumn`,
      )
  if (faults.length > 0) throw wrong(file, faults)
  return config
}

/** Whether its watch has a drop folder for its source, and not a table. */
const watchesDrop = (json: unknown): boolean =>
  typeof json === "object" &&
  json !== null &&
  "watch" in json &&
  typeof json.watch === "object" &&
  json.watch !== null &&
  "drop" in json.watch

function jsonOf(file: string): unknown {
  let text: string
  try {
    text = readFileSync(file, "utf8")
  } catch (error) {
    throw new BridgeFault(
      `the configuration ${file} cannot be read (${reasonOf(error)}); check the path`,
    )
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new BridgeFault(
      `the configuration ${file} is not JSON (${reasonOf(error)}); mend its content`,
    )
  }
}

const wrong = (file: string, faults: readonly string[]) =>
  new BridgeFault(
    `the configuration ${file} is wrong:\n${faults.map((fault) => `  - at ${fault}`).join("\n")}`,
  )

function faultOf(issue: z.core.$ZodIssue): string {
  const place = issue.path.join(".") || "its top"
  if (issue.code === "unrecognized_keys")
    return `${place}: unknown entries ${issue.keys.join(", ")}; remove them, or correct their names`
  const missing = issue.code === "invalid_type" && issue.input === undefined
  return `${place}: ${missing ? "is missing" : issue.message}`
}

/** What must be there before the start. */
function filesOf({ serve, watch, site }: BridgeConfig): { place: string; path: string }[] {
  return [
    ...(serve === undefined
      ? []
      : [
          { place: "serve.directory.file", path: serve.directory.file },
          { place: "serve.directory.rootKey", path: serve.directory.rootKey },
          { place: "serve.key", path: serve.key },
          ...(serve.reconcile === undefined
            ? []
            : [
                { place: "serve.reconcile.assertionKey", path: serve.reconcile.assertionKey },
                { place: "serve.reconcile.dpopKey", path: serve.reconcile.dpopKey },
              ]),
          { place: "serve.papers.index", path: serve.papers.index },
          { place: "serve.papers.folder", path: serve.papers.folder },
        ]),
    ...(watch === undefined
      ? []
      : [
          { place: "watch.assertionKey", path: watch.assertionKey },
          { place: "watch.dpopKey", path: watch.dpopKey },
          "drop" in watch
            ? { place: "watch.drop.folder", path: watch.drop.folder }
            : { place: "watch.database.sqlite", path: watch.database.sqlite },
        ]),
    ...(site === undefined
      ? []
      : [
          { place: "site.assertionKey", path: site.assertionKey },
          { place: "site.cookieKeys", path: site.cookieKeys },
          { place: "site.folder", path: site.folder },
          { place: "site.script", path: site.script },
        ]),
  ]
}

function withPaths(config: BridgeConfig, at: (path: string) => string): BridgeConfig {
  const { serve, watch, site } = config
  return {
    ...config,
    stateFolder: at(config.stateFolder),
    ...(serve && {
      serve: {
        ...serve,
        key: at(serve.key),
        directory: { file: at(serve.directory.file), rootKey: at(serve.directory.rootKey) },
        ...(serve.spool !== undefined && { spool: at(serve.spool) }),
        ...(serve.reconcile && {
          reconcile: {
            ...serve.reconcile,
            assertionKey: at(serve.reconcile.assertionKey),
            dpopKey: at(serve.reconcile.dpopKey),
          },
        }),
        papers: { ...serve.papers, index: at(serve.papers.index), folder: at(serve.papers.folder) },
      },
    }),
    ...(watch && {
      watch: {
        ...watch,
        assertionKey: at(watch.assertionKey),
        dpopKey: at(watch.dpopKey),
        ...("drop" in watch
          ? { drop: { ...watch.drop, folder: at(watch.drop.folder) } }
          : { database: { sqlite: at(watch.database.sqlite) } }),
      },
    }),
    ...(site && {
      site: {
        ...site,
        assertionKey: at(site.assertionKey),
        cookieKeys: at(site.cookieKeys),
        folder: at(site.folder),
        script: at(site.script),
      },
    }),
  }
}

/** Reads a public key. @throws {BridgeFault} */
export const readKey = (file: string): z.infer<typeof PublicKey> =>
  jwkOf(file, PublicKey, "an EC P-256 JWK")

/** Reads a key with its private half. @throws {BridgeFault} */
export const readPrivateKey = (file: string): PrivateJwk =>
  jwkOf(file, PrivateKey, "an EC P-256 JWK with its private half, d")

function jwkOf<S extends z.ZodMiniType>(file: string, schema: S, what: string): z.infer<S> {
  try {
    return schema.parse(JSON.parse(readFileSync(file, "utf8")))
  } catch (error) {
    const reason = error instanceof z.core.$ZodError ? "it is another kind of key" : reasonOf(error)
    throw new BridgeFault(`the key ${file} cannot be used (${reason}); it must be ${what}`)
  }
}

const PublicKey = z.looseObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string(),
  y: z.string(),
})
const PrivateKey = z.extend(PublicKey, { d: z.string() })
