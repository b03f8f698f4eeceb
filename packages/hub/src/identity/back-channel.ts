import type Provider from "oidc-provider"
import type { Client } from "oidc-provider"
import { inCall } from "../telemetry/tracing.ts"
import { tellFailure } from "../tell-failure.ts"
import type { Parted } from "./end-login.ts"

/** What oidc-provider's clients can do and its types leave out. */
type Called = Client & { backchannelLogout(accountId: string, sid: string): Promise<void> }

/**
 * OpenID Connect Back-Channel Logout 1.0: posts a logout token to each portal that registered an
 * address for it. Nobody waits for them: the stream of session events says the same.
 */
export const backChannel =
  (provider: Provider) =>
  (parted: readonly Parted[]): void => {
    for (const each of parted) void call(provider, each)
  }

async function call(provider: Provider, { clientId, sid, personId }: Parted): Promise<void> {
  try {
    const client = (await provider.Client.find(clientId)) as Called | undefined
    if (client?.backchannelLogoutUri === undefined) return
    await inCall("logout.backChannel", clientId, () => client.backchannelLogout(personId, sid))
  } catch (error) {
    tellFailure(`the back-channel logout of ${clientId} was not taken:`, error)
  }
}
