import type { Addresses } from "./addresses.ts"
import { foodLicence, hygieneLicence } from "./data.ts"
import { StartFault } from "./preflight.ts"

/** One health round: every process answers what only a working one can. */
export async function checkHealth({
  hub,
  modern,
  modernBridge,
  old,
  oldSameSite,
  csv,
  desk,
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
    ["modern item", `${hub}/v1/items/${hygieneLicence}`, /公共场所卫生许可/],
    ["modern portal", `${modern}/`, /公共场所卫生许可/],
    ["modern portal's gateway", `${modern}/tongban/session`, /"signedIn":false/],
    ["modern portal's bridge", `${modernBridge}/healthz`, /"ok"/],
    ["old portal", `${old}/`, /网上办事平台/],
    ["old portal's gateway", `${old}/tongban/session`, /"signedIn":false/],
    ["old portal's gateway, same site", `${oldSameSite}/tongban/session`, /"signedIn":false/],
    ["elements", `${old}/tongban/tongban.js`, /tongban-login/],
    ["CSV department's bridge", `${csv}/healthz`, /"ok"/],
    ["CSV department's site", `${csv}/`, /自然资源和规划局/],
    ["CSV department's gateway", `${csv}/tongban/session`, /"signedIn":false/],
    ["start page", `${desk}/?lang=en`, /A province on a laptop/],
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
