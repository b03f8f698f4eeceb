import * as z from "zod/mini"
import { HubOrigin, Path, text, whole } from "../setting.ts"

/** A department's own pages, with the session gateway in front of the hub, where it has no server for them. */
export const Site = z.strictObject({
  listen: z.strictObject({ host: text(255), port: whole(1, 65535) }),
  hub: HubOrigin,
  /** The portal client, and the origin that it is registered by. */
  client: text(64),
  origin: z.string({ error: "must be a text" }).check(
    z.refine(isOrigin, {
      error: "must be an exact origin without a path, such as https://zrzy.example.gov.cn",
    }),
  ),
  assertionKey: Path,
  /** A file with `kid:key,…`: the first seals the session cookie, all open it. */
  cookieKeys: Path,
  /** The pages: whatever lies in it is public. */
  folder: Path,
  /** The classic file of the elements, served as `/tongban/tongban.js`. */
  script: Path,
})
/** How a bridge hosts a department's pages and their gateway. */
export type SiteConfig = z.infer<typeof Site>

function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { origin, protocol } = new URL(value)
  return origin === value && (protocol === "https:" || protocol === "http:")
}
