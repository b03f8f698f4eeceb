import type Provider from "oidc-provider"
import { OidcAdapter } from "./adapter.ts"
import type { Database } from "../store/database.ts"

/** Ends a hub login: its session and every grant that stems from it, so that no refresh works any more. */
export async function endLogin(provider: Provider, db: Database, uid: string): Promise<void> {
  const session = await provider.Session.findByUid(uid)
  if (session === undefined) return
  const grants = new OidcAdapter(db, "Grant")
  for (const { grantId } of Object.values(session.authorizations ?? {})) {
    if (grantId === undefined) continue
    await grants.revokeByGrantId(grantId)
    await grants.destroy(grantId)
  }
  await session.destroy()
}
