import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import type { JWK } from "jose"
import { createClient } from "@tongban/sdk"
import type { Tongban } from "@tongban/sdk"
import { clientAuth } from "@tongban/sdk/client-auth"
import { openDirectory } from "@tongban/sdk/directory"
import type { Redeem } from "./settings.ts"

/** The client that a portal's server redeems with: its release key, and the directory that it trusts. */
export async function redeemingClient(hub: string, redeem: Redeem): Promise<Tongban> {
  const directory = await openDirectory(
    readFileSync(redeem.directory, "utf8"),
    JSON.parse(readFileSync(redeem.directoryRoot, "utf8")) as JWK,
  )
  return createClient({
    baseUrl: hub,
    auth: clientAuth({
      issuer: `${hub}/oidc`,
      clientId: redeem.clientId,
      assertionKey: redeem.assertionKey,
      dpopKey: redeem.releaseKey,
    }),
    delivery: { directory, decryptionKey: redeem.decryptionKey },
  })
}

/** The elements' classic file, which the gateway serves. */
export const elementsScript = (): Uint8Array =>
  new Uint8Array(readFileSync(fileURLToPath(import.meta.resolve("@tongban/elements/tongban.js"))))
