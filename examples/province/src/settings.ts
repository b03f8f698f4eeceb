import { readFileSync } from "node:fs"
import * as z from "zod/mini"

/** A private key, as JWK. */
export const Key = z.looseObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string(),
  y: z.string(),
  d: z.string(),
})

/** What a portal needs to redeem what was picked in it. */
export const Redeem = z.strictObject({
  clientId: z.string(),
  assertionKey: Key,
  releaseKey: Key,
  decryptionKey: Key,
  directory: z.string(),
  directoryRoot: z.string(),
})
export type Redeem = z.infer<typeof Redeem>

/** Reads a portal's settings. Throws one message that names every fault. */
export function readSettings<S extends z.ZodMiniType>(
  schema: S,
  file: string | undefined,
): z.infer<S> {
  if (file === undefined)
    throw new Error("no settings file was named; start it with --settings FILE")
  let json: unknown
  try {
    json = JSON.parse(readFileSync(file, "utf8"))
  } catch {
    throw new Error(`the settings ${file} cannot be read as JSON; check the path and its content`)
  }
  const result = schema.safeParse(json)
  if (result.success) return result.data
  const faults = result.error.issues.map(
    ({ path, message }) => `${path.join(".") || "its top"}: ${message}`,
  )
  throw new Error(`the settings ${file} are wrong: ${faults.join("; ")}`)
}
