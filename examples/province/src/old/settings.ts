import { readFileSync } from "node:fs"
import * as z from "zod/mini"

const Key = z.looseObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string(),
  y: z.string(),
  d: z.string(),
})

const Settings = z.strictObject({
  hub: z.url(),
  port: z.int(),
  /** One gateway an origin: a browser that comes by another name is another site. */
  gateways: z
    .array(z.strictObject({ origin: z.url(), clientId: z.string() }))
    .check(z.minLength(1)),
  assertionKey: Key,
  cookieKeys: z.string(),
  redeem: z.strictObject({
    clientId: z.string(),
    assertionKey: Key,
    releaseKey: Key,
    decryptionKey: Key,
    directory: z.string(),
    directoryRoot: z.string(),
  }),
  database: z.string(),
  /** Where received papers are kept. */
  papers: z.string(),
})
export type Settings = z.infer<typeof Settings>

/** Reads the portal's settings. Throws one message that names every fault. */
export function readSettings(file: string | undefined): Settings {
  if (file === undefined)
    throw new Error("no settings file was named; start it with --settings FILE")
  let json: unknown
  try {
    json = JSON.parse(readFileSync(file, "utf8"))
  } catch {
    throw new Error(`the settings ${file} cannot be read as JSON; check the path and its content`)
  }
  const result = Settings.safeParse(json)
  if (result.success) return result.data
  const faults = result.error.issues.map(
    ({ path, message }) => `${path.join(".") || "its top"}: ${message}`,
  )
  throw new Error(`the settings ${file} are wrong: ${faults.join("; ")}`)
}
