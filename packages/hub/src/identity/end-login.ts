import { record } from "../events/outbox.ts"
import type { Registry } from "../registry/registry.ts"
import { newId } from "../store/ids.ts"
import type { Trx } from "../store/database.ts"
import { OidcAdapter } from "./adapter.ts"
import type { PersonKeys } from "./persons.ts"

/** A hub login as oidc-provider keeps it: which portals took part, each with its own name of it. */
export interface Login {
  accountId?: string | undefined
  authorizations?:
    Record<string, { sid?: string | undefined; grantId?: string | undefined }> | undefined
}

/** A portal that took part in a login that is over. */
export interface Parted {
  clientId: string
  sid: string
  personId: string
}

export interface EndingParts {
  registry: Registry
  personKeys: PersonKeys
  at: Date
}

/**
 * Ends a hub login: its session and every grant that stems from it, so that no refresh works any
 * more, and writes down for each portal that took part that it is over. All of it or nothing.
 *
 * @returns the portals that took part; none where the login is over already
 */
export async function endLogin(trx: Trx, uid: string, parts: EndingParts): Promise<Parted[]> {
  const sessions = new OidcAdapter(trx, "Session")
  const login = await sessions.findByUid(uid)
  if (login?.jti === undefined) return []
  const grants = new OidcAdapter(trx, "Grant")
  for (const { grantId } of Object.values(login.authorizations ?? {})) {
    if (grantId === undefined) continue
    await grants.revokeByGrantId(grantId)
    await grants.destroy(grantId)
  }
  await sessions.destroy(login.jti)
  return tellEnded(trx, login, parts)
}

/** Writes down that a login is over, for each portal that took part, by the portal's own name of it. */
export async function tellEnded(
  trx: Trx,
  { accountId = "", authorizations = {} }: Login,
  { registry, personKeys, at }: EndingParts,
): Promise<Parted[]> {
  const parted = Object.entries(authorizations).flatMap(([clientId, { sid }]) => {
    const client = registry.client(clientId)
    return client === undefined || sid === undefined ? [] : [{ client, sid }]
  })
  for (const { client, sid } of parted) {
    await record(trx, {
      id: newId(personKeys.pairwise, sid, at),
      department: client.department,
      type: "session.ended",
      client: client.id,
      sid,
      at,
    })
  }
  return parted.map(({ client, sid }) => ({ clientId: client.id, sid, personId: accountId }))
}
