import * as z from "zod/mini"
import { Key, Redeem } from "../settings.ts"

export const Settings = z.strictObject({
  hub: z.url(),
  port: z.int(),
  /** One gateway an origin: a browser that comes by another name is another site. */
  gateways: z
    .array(z.strictObject({ origin: z.url(), clientId: z.string() }))
    .check(z.minLength(1)),
  assertionKey: Key,
  cookieKeys: z.string(),
  redeem: Redeem,
  database: z.string(),
  /** Where received papers are kept. */
  papers: z.string(),
})
export type Settings = z.infer<typeof Settings>
