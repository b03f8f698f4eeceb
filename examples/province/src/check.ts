import type { Addresses } from "./addresses.ts"
import { foodLicence } from "./data.ts"
import { StartFault } from "./preflight.ts"

/** One health round: every process answers what only a working one can. */
export async function checkHealth({
  hub,
  portal,
  portalSameSite,
  owner,
}: Addresses): Promise<string[]> {
  const rounds: [what: string, url: string, expected: RegExp][] = [
    ["hub", `${hub}/healthz`, /"ok"/],
    [
      "login",
      `${hub}/oidc/.well-known/openid-configuration`,
      /pushed_authorization_request_endpoint/,
    ],
    ["contract", `${hub}/.well-known/tongban`, /"contract"/],
    ["item", `${hub}/v1/items/${foodLicence}`, /食品经营许可/],
    ["portal", `${portal}/`, /网上办事平台/],
    ["portal's gateway", `${portal}/tongban/session`, /"signedIn":false/],
    ["portal's gateway, same site", `${portalSameSite}/tongban/session`, /"signedIn":false/],
    ["elements", `${portal}/tongban/tongban.js`, /tongban-login/],
    ["owner's bridge", `${owner}/healthz`, /"ok"/],
  ]
  for (const [what, url, expected] of rounds) {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) })
    const text = await response.text()
    if (!response.ok || !expected.test(text)) {
      throw new StartFault(
        `${what} is not well: ${url} answered ${response.status}; look at the lines above`,
      )
    }
  }
  return rounds.map(([what]) => what)
}
