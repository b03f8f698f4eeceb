import * as z from "zod/mini"
import { Key, Redeem } from "../settings.ts"

export const Settings = z.strictObject({
  hub: z.url(),
  port: z.int(),
  /** The one name that it is reached by. */
  origin: z.url(),
  clientId: z.string(),
  assertionKey: Key,
  cookieKeys: z.string(),
  redeem: Redeem,
  database: z.string(),
  /** Where received papers are kept. */
  papers: z.string(),
})
export type Settings = z.infer<typeof Settings>
