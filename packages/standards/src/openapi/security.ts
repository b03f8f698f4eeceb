import type { Endpoint } from "../contract/endpoint.ts"
import { clientKinds } from "../contract/caller.ts"

/** How callers of the hub show who they are. */
export const hubSchemes = {
  citizen: {
    type: "http",
    scheme: "DPoP",
    description:
      "A citizen's access token with the scope that is named, bound to the portal's key: `Authorization: DPoP …` and a `DPoP` proof (RFC 9449).",
  },
  client: {
    type: "http",
    scheme: "DPoP",
    description:
      "An access token of a department's client of the kind that is named, got by private_key_jwt: `Authorization: DPoP …` and a `DPoP` proof (RFC 9449).",
  },
  surface: {
    type: "http",
    scheme: "bearer",
    description: "A material surface's session token.",
  },
  browser: {
    type: "apiKey",
    in: "cookie",
    name: "tongban-hub",
    description: "The hub's login cookie, from a page of the hub's own origin.",
  },
} as const

/** How a recipient shows an owner that it may have the paper. */
export const ownerSchemes = {
  client: {
    type: "http",
    scheme: "DPoP",
    description:
      "A delivery ticket of the hub, bound to the recipient's key in the directory: `Authorization: DPoP <ticket>` and a `DPoP` proof with `ath` over it (RFC 9449).",
  },
} as const

/** Who may call it, each way for itself: the scope of a citizen's token, the kinds of a client. */
export function securityOf({ callers, scope }: Endpoint): Record<string, string[]>[] {
  if (callers.includes("public")) return []
  const kinds = clientKinds.filter((kind) => callers.includes(kind))
  return [
    ...(callers.includes("citizen") ? [{ citizen: scope === undefined ? [] : [scope] }] : []),
    ...kinds.map((kind) => ({ client: [kind] })),
    ...(callers.includes("surface") ? [{ surface: [] }] : []),
    ...(callers.includes("browser") ? [{ browser: [] }] : []),
  ]
}
