import { decodeJwt } from "jose"

/** The names that portals know logins by, from the ID tokens that the hub gives while `work` runs. */
export async function sidsDuring<T>(work: () => Promise<T>): Promise<{ done: T; sids: string[] }> {
  const real = globalThis.fetch
  const sids: string[] = []
  globalThis.fetch = async (input, init) => {
    const response = await real(input, init)
    const address = input instanceof Request ? input.url : String(input)
    if (!address.endsWith("/oidc/token")) return response
    const { id_token: idToken } = (await response.clone().json()) as { id_token?: string }
    if (idToken !== undefined) sids.push(String(decodeJwt(idToken)["sid"]))
    return response
  }
  try {
    return { done: await work(), sids }
  } finally {
    globalThis.fetch = real
  }
}
