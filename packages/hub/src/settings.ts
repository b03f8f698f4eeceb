import { accessSync, constants, mkdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import ipaddr from "ipaddr.js"
import type * as z from "zod/mini"
import { HubKeys } from "./keys.ts"
import { ratesOf } from "./rates/rates.ts"
import type { Rates } from "./rates/rates.ts"
import { PersonasFile, RegistryFile } from "./registry/schema.ts"
import type { Persona } from "./registry/schema.ts"
import { registryFaults } from "./registry/registry.ts"
import type { DatabasePlace } from "./store/open.ts"
import type { WebhookReach } from "./webhooks/address.ts"
import { webhookReach } from "./webhooks/reach.ts"

/** What a hub is started with. */
export interface HubSettings {
  /** The hub's own origin, without a trailing slash. */
  origin: string
  /** Where it listens, where that is not its origin's own host and port: behind a reverse proxy. */
  listen?: ListenAddress
  database: DatabasePlace
  /** Where what citizens upload lies, sealed. */
  objectFolder: string
  registry: RegistryFile
  keys: HubKeys
  /** The sandbox login's persons; without them there is no sandbox login. */
  personas?: Persona[]
  /**
   * How far ahead of ours a department's clock may be: what is reported as later than that is refused. 300
   * seconds unless set, the skew that Kerberos bears (RFC 4120 §8.2). `TONGBAN_CLOCK_AHEAD_SECONDS`.
   */
  clockAheadSeconds?: number
  /**
   * Where webhooks may go beyond public https addresses; nowhere unless set. `TONGBAN_WEBHOOK_NETWORKS`
   * (`10.0.0.0/8,fd00::/8`) and `TONGBAN_WEBHOOK_PLAIN_HTTP=1`, which holds for those networks only.
   */
  webhooks?: WebhookReach
  /**
   * A citizen may urge (催办) a case once in so many days. 3 unless set: portals differ, and no rule that we
   * know names a number. `TONGBAN_URGE_EVERY_DAYS`.
   */
  urgeEveryDays?: number
  /**
   * Where Prometheus reads metrics: an address of their own that no proxy leads to; unset, there are none.
   * `TONGBAN_METRICS_LISTEN`.
   */
  metricsListen?: ListenAddress
  /** Whether each request gets a line on the output, without anything about anybody. `TONGBAN_REQUEST_LOG`. */
  requestLog?: boolean
  /** How long the hub says that it stops before it takes nothing more. `TONGBAN_STOP_ANNOUNCED_SECONDS`. */
  stopAnnouncedSeconds?: number
  /** How long what runs may take to end then; 8 seconds unless set. `TONGBAN_STOP_WITHIN_SECONDS`. */
  stopWithinSeconds?: number
  /**
   * How many requests are served within some seconds, where they differ from `defaultRates`. `TONGBAN_RATES`
   * (`person=100,address=500`).
   */
  rates?: Partial<Rates>
  /**
   * The reverse proxies, addresses or networks, that say for whom they ask (`X-Forwarded-For`); nobody is
   * believed unless named. `TONGBAN_TRUSTED_PROXIES` (`127.0.0.1,10.1.0.0/16`).
   */
  trustedProxies?: string[]
  /** The most bytes of an upload, where it is not what recipients take (20 MB); for whoever measures. */
  uploadBytes?: number
  /** Told of each statement of a request, and of how many rows it gave back; for whoever measures. */
  onStatement?: (rows: number) => void
}

export interface ListenAddress {
  host: string
  port: number
}

export const defaultClockAheadSeconds = 300
export const defaultUrgeEveryDays = 3
/** Docker kills after 10 seconds, Kubernetes after 30. */
export const defaultStopWithinSeconds = 8

/** Wrong or missing settings: every fault at once, each with its place and mend. */
export class SettingsFault extends Error {
  override readonly name = "SettingsFault"
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(`the hub's settings are wrong:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`)
    this.faults = faults
  }
}

/**
 * Reads the hub's settings from the environment.
 *
 * @throws {SettingsFault} naming all faults at once.
 */
export function readSettings(env: NodeJS.ProcessEnv): HubSettings {
  const faults: string[] = []
  const required = (name: string, what: string): string => {
    const value = env[name] ?? ""
    if (value === "") faults.push(`${name} is not set: ${what}`)
    return value
  }
  const file = <S extends z.ZodMiniType>(
    name: string,
    path: string,
    schema: S,
  ): z.infer<S> | undefined => {
    if (path === "") return undefined
    let json: unknown
    try {
      json = JSON.parse(readFileSync(path, "utf8"))
    } catch (error) {
      faults.push(
        `${name}: ${path} cannot be read as JSON (${reason(error)}); check the path and its content`,
      )
      return undefined
    }
    const result = schema.safeParse(json)
    if (result.success) return result.data
    for (const issue of result.error.issues.slice(0, 10)) {
      faults.push(`${name}: ${path} at ${issue.path.join(".") || "its top"}: ${issueText(issue)}`)
    }
    return undefined
  }

  const url = required(
    "TONGBAN_HUB_URL",
    "the hub's own address, such as https://hub.example.gov.cn",
  )
  const origin = url === "" ? undefined : originFault(url, faults)
  const listen = listenAddress(env, origin, faults)
  const database = databasePlace(env, faults)
  const objectFolder = objectPlace(env, faults)
  const clockAheadSeconds = wholeNumber(env, faults, "TONGBAN_CLOCK_AHEAD_SECONDS", {
    of: "seconds",
    from: 0,
    to: 99_999,
    unset: defaultClockAheadSeconds,
  })
  const webhooks = webhookReach(env, faults)
  const urgeEveryDays = wholeNumber(env, faults, "TONGBAN_URGE_EVERY_DAYS", {
    of: "days",
    from: 1,
    to: 999,
    unset: defaultUrgeEveryDays,
  })
  const metricsListen = hostAndPort(
    env,
    faults,
    "TONGBAN_METRICS_LISTEN",
    "127.0.0.1:9464, or leave it out for no metrics",
  )
  const requestLog = (env["TONGBAN_REQUEST_LOG"] ?? "") === ""
  if (!requestLog && env["TONGBAN_REQUEST_LOG"] !== "off")
    faults.push("TONGBAN_REQUEST_LOG: write off, or leave it out for a line for each request")
  const stopAnnouncedSeconds = wholeNumber(env, faults, "TONGBAN_STOP_ANNOUNCED_SECONDS", {
    of: "seconds",
    from: 0,
    to: 300,
    unset: 0,
  })
  const stopWithinSeconds = wholeNumber(env, faults, "TONGBAN_STOP_WITHIN_SECONDS", {
    of: "seconds",
    from: 0,
    to: 300,
    unset: defaultStopWithinSeconds,
  })
  const rates = ratesOf(env["TONGBAN_RATES"] ?? "", faults)
  const trustedProxies = proxies(env["TONGBAN_TRUSTED_PROXIES"] ?? "", faults)
  const registry = file(
    "TONGBAN_REGISTRY",
    required("TONGBAN_REGISTRY", "the file of departments, clients and items"),
    RegistryFile,
  )
  const keys = file(
    "TONGBAN_HUB_KEYS",
    required("TONGBAN_HUB_KEYS", "the file of the hub's keys"),
    HubKeys,
  )
  const personas = file(
    "TONGBAN_SANDBOX_PERSONAS",
    env["TONGBAN_SANDBOX_PERSONAS"] ?? "",
    PersonasFile,
  )
  if (registry !== undefined)
    faults.push(...registryFaults(registry).map((fault) => `TONGBAN_REGISTRY: ${fault}`))

  if (
    faults.length > 0 ||
    origin === undefined ||
    database === undefined ||
    registry === undefined ||
    keys === undefined
  ) {
    throw new SettingsFault(faults)
  }
  return {
    origin,
    ...(listen && { listen }),
    database,
    objectFolder,
    registry,
    keys,
    ...(clockAheadSeconds !== undefined && { clockAheadSeconds }),
    webhooks,
    ...(urgeEveryDays !== undefined && { urgeEveryDays }),
    ...(metricsListen && { metricsListen }),
    requestLog,
    ...(stopAnnouncedSeconds !== undefined && { stopAnnouncedSeconds }),
    ...(stopWithinSeconds !== undefined && { stopWithinSeconds }),
    rates,
    trustedProxies,
    ...(personas && { personas: personas.personas }),
  }
}

function listenAddress(
  env: NodeJS.ProcessEnv,
  origin: string | undefined,
  faults: string[],
): ListenAddress | undefined {
  const name = "TONGBAN_HUB_LISTEN"
  const address = hostAndPort(
    env,
    faults,
    name,
    "127.0.0.1:4400, or leave it out to listen at TONGBAN_HUB_URL",
  )
  if (address === undefined) return undefined
  if (origin?.startsWith("http:") === true && !isLoopback(address.host)) {
    faults.push(
      `${name}: ${env[name] ?? ""} is not of this machine, and TONGBAN_HUB_URL is plain http; listen on loopback, or use https`,
    )
    return undefined
  }
  return address
}

function hostAndPort(
  env: NodeJS.ProcessEnv,
  faults: string[],
  name: string,
  example: string,
): ListenAddress | undefined {
  const value = env[name] ?? ""
  if (value === "") return undefined
  const [, host = "", port] = /^(\[[\da-f:]+\]|[^:/\s]+):(\d{1,5})$/i.exec(value) ?? []
  if (host === "" || Number(port) < 1 || Number(port) > 65_535) {
    faults.push(`${name}: ${value} is not host:port; write such as ${example}`)
    return undefined
  }
  return { host: host.replace(/^\[|\]$/g, ""), port: Number(port) }
}

/** Why nothing can be put into a folder; undefined where it is there now, and can be written. */
function writeFault(folder: string): string | undefined {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.W_OK)
    return undefined
  } catch (error) {
    return reason(error)
  }
}

/** Beside the embedded database, unless another place is named. */
function objectPlace(env: NodeJS.ProcessEnv, faults: string[]): string {
  const named = env["TONGBAN_OBJECT_DIR"] ?? ""
  const folder = env["TONGBAN_DATA_DIR"] ?? ""
  if (named !== "") {
    const fault = writeFault(named)
    if (fault !== undefined)
      faults.push(
        `TONGBAN_OBJECT_DIR: ${named} cannot be written (${fault}); check the path, and that it is the hub's user's own`,
      )
    return named
  }
  if (folder !== "") return join(folder, "objects")
  faults.push("TONGBAN_OBJECT_DIR is not set: the folder for what citizens upload, sealed")
  return ""
}

function wholeNumber(
  env: NodeJS.ProcessEnv,
  faults: string[],
  name: string,
  { of, from, to, unset }: { of: string; from: number; to: number; unset: number },
): number | undefined {
  const value = env[name] ?? ""
  if (value === "") return undefined
  if (/^\d{1,6}$/.test(value) && Number(value) >= from && Number(value) <= to) return Number(value)
  faults.push(
    `${name}: ${value} is not a number of ${of} from ${from} to ${to}; leave it out for ${unset}`,
  )
  return undefined
}

function proxies(value: string, faults: string[]): string[] {
  const named = value
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "")
  for (const each of named)
    if (!ipaddr.isValid(each) && !ipaddr.isValidCIDR(each))
      faults.push(
        `TONGBAN_TRUSTED_PROXIES: ${each} is neither an address nor a network; write such as 127.0.0.1 or 10.1.0.0/16, several with commas between`,
      )
  return named
}

/** What says that losing the latest data in a power cut is accepted. */
const accepted = "accept-data-loss"

function databasePlace(env: NodeJS.ProcessEnv, faults: string[]): DatabasePlace | undefined {
  const url = env["DATABASE_URL"] ?? ""
  const folder = env["TONGBAN_DATA_DIR"] ?? ""
  if (url !== "") {
    if (URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol)) return { url }
    // The value is not repeated: it may hold a password.
    faults.push(
      "DATABASE_URL: not the address of a PostgreSQL server; write it as postgres://user:password@host:5432/name",
    )
    return undefined
  }
  if (env["NODE_ENV"] === "production" && env["TONGBAN_EMBEDDED_DATABASE"] !== accepted) {
    faults.push(
      `DATABASE_URL is not set: the embedded database never waits for the disk (no fsync), so a power cut loses what was acknowledged; name a PostgreSQL server, or set TONGBAN_EMBEDDED_DATABASE=${accepted} for a trial`,
    )
    return undefined
  }
  if (folder !== "") return { folder }
  faults.push(
    "TONGBAN_DATA_DIR is not set: the folder of the embedded database; or set DATABASE_URL to a PostgreSQL server",
  )
  return undefined
}

function originFault(value: string, faults: string[]): string | undefined {
  if (!URL.canParse(value) || new URL(value).origin !== value) {
    faults.push(
      `TONGBAN_HUB_URL: ${value} is not an origin; write scheme, host and port only, such as https://hub.example.gov.cn`,
    )
    return undefined
  }
  const { protocol, hostname } = new URL(value)
  // Protocol §2, plain http: a hub without TLS runs on loopback only.
  if (protocol !== "https:" && !isLoopback(hostname)) {
    faults.push(
      `TONGBAN_HUB_URL: ${value} is plain http, which a hub may use on loopback only; use https`,
    )
    return undefined
  }
  return value
}

/** Whether a host is this machine itself. */
export const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" || /^\[?::1\]?$/.test(hostname) || /^127(\.\d{1,3}){3}$/.test(hostname)

const reason = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "not valid JSON"

const issueText = (issue: z.core.$ZodIssue): string =>
  issue.code === "unrecognized_keys" ? `unknown entries ${issue.keys.join(", ")}` : issue.message
