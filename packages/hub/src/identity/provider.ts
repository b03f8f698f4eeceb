import { Provider, interactionPolicy } from "oidc-provider"
import type { ClientMetadata, Configuration, KoaContextWithOIDC, Account } from "oidc-provider"
import { citizenScopes } from "@tongban/standards"
import type { HubKeys } from "../keys.ts"
import type { Registry } from "../registry/registry.ts"
import type { Client } from "../registry/schema.ts"
import type { Feed } from "../events/feed.ts"
import { inTransaction } from "../store/database.ts"
import type { Database } from "../store/database.ts"
import { tellFailure } from "../tell-failure.ts"
import { OidcAdapter } from "./adapter.ts"
import { claimOwn } from "../cases/party.ts"
import { tellEnded } from "./end-login.ts"
import { accessTokenSeconds, sessionSeconds } from "./lifetimes.ts"
import { findPerson, meetSubject, subjectOf } from "./persons.ts"
import type { PersonKeys } from "./persons.ts"

/** The hub's own pages log in through this client: no token, only the login cookie. */
export const hubPagesClient = "tongban-hub-pages"

/** The ways back from a login of the hub's own pages. */
export const hubReturns = ["/unlock-return", "/consent-return", "/surface-return"] as const
export type HubReturn = (typeof hubReturns)[number]

export interface ProviderParts {
  origin: string
  db: Database
  registry: Registry
  keys: HubKeys
  personKeys: PersonKeys
  feed: Feed
  now(): Date
}

export const issuerOf = (origin: string): string => `${origin}/oidc`

/** The OpenID provider (protocol §3): code + PKCE + PAR + private_key_jwt, DPoP-bound tokens. */
export function createProvider(parts: ProviderParts): Provider {
  const { origin, db, registry, keys } = parts
  const subjectFor = subjectsOf(parts)
  const policy = interactionPolicy.base()
  policy.remove("consent") // Departments are registered by law or contract; papers are consented to one by one (M7).

  const configuration: Configuration = {
    // The addresses that we post to are registered by an administrator, and lie on intranets: the
    // provider's own refusal of private addresses would refuse them all.
    fetch: (url, options) => {
      const { dispatcher: _, ...open } = options as RequestInit & { dispatcher?: unknown }
      return globalThis.fetch(url, open)
    },
    adapter: (model: string) => new OidcAdapter(db, model),
    clients: [...registry.clients.map(clientMetadata), hubPagesMetadata(origin)],
    jwks: { keys: keys.oidc.keys.map((key) => ({ ...key, alg: "ES256", use: "sig" })) },
    cookies: {
      keys: keys.cookies,
      names: {
        session: "tongban-hub",
        interaction: "tongban-hub-interaction",
        resume: "tongban-hub-resume",
      },
      long: { httpOnly: true, sameSite: "lax", signed: true },
      short: { httpOnly: true, sameSite: "lax", signed: true },
    },
    claims: {
      openid: ["sub", "sid", "auth_time", "amr"],
      profile: ["name_masked", "assurance"],
    },
    conformIdTokenClaims: false,
    scopes: ["openid", "profile", "offline_access", ...citizenScopes],
    subjectTypes: ["pairwise"],
    responseTypes: ["code", "none"],
    clientAuthMethods: ["private_key_jwt", "none"],
    clientDefaults: { id_token_signed_response_alg: "ES256" },
    enabledJWA: { idTokenSigningAlgValues: ["ES256"], dPoPSigningAlgValues: ["ES256"] },
    pkce: { required: (_, client) => client.clientId !== hubPagesClient },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      dPoP: { enabled: true },
      fapi: {
        enabled: true,
        // An http portal is a registered exception outside FAPI 2.0, which forbids http redirects.
        profile: (_, client) =>
          registry.client(client.clientId)?.transport === "https" ? "2.0" : undefined,
      },
      pushedAuthorizationRequests: { enabled: true },
      revocation: { enabled: true },
      rpInitiatedLogout: { enabled: false },
      backchannelLogout: { enabled: true },
      userinfo: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => origin,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: citizenScopes.join(" "),
          audience: origin,
          accessTokenFormat: "jwt",
          jwt: { sign: { alg: "ES256" } },
        }),
      },
    },
    ttl: {
      AccessToken: accessTokenSeconds,
      ClientCredentials: 300,
      AuthorizationCode: 60,
      IdToken: 300,
      Interaction: 600,
      RefreshToken: sessionSeconds,
      Grant: sessionSeconds,
      Session: sessionSeconds,
    },
    // By default a parallel refresh kills the grant at 70 % of its lifetime (protocol §0.2).
    rotateRefreshToken: false,
    expiresWithSession: () => true,
    issueRefreshToken: (_, client) => client.grantTypeAllowed("refresh_token"),
    interactions: { policy, url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (context, id) => accountOf(db, context, id),
    loadExistingGrant: (context) => grantOf(context, origin),
    extraTokenClaims: (_, token) =>
      "sessionUid" in token && token.sessionUid !== undefined
        ? { sid: token.sessionUid }
        : undefined,
    pairwiseIdentifier: (_, personId, client) => subjectFor(personId, client.clientId),
    renderError: (context, out) => {
      context.type = "text/plain; charset=utf-8"
      context.body = `${out.error}: ${out.error_description ?? ""}`
    },
  }
  const provider = new Provider(issuerOf(origin), configuration)
  provider.on("end_session.success", (context) => void tellSwitched(context, parts))
  return provider
}

/** Somebody else has logged in in the same browser: the provider itself has ended the login before. */
async function tellSwitched(
  { oidc: { session } }: KoaContextWithOIDC,
  { db, registry, personKeys, feed, now }: ProviderParts,
): Promise<void> {
  if (session === undefined || !("destroyed" in session)) return
  try {
    const parts = { registry, personKeys, at: now() }
    await inTransaction(db, (trx) => tellEnded(trx, session, parts))
    feed.nudge()
  } catch (error) {
    tellFailure("portals are not told that a login has ended; refreshes will show it:", error)
  }
}

function clientMetadata(client: Client): ClientMetadata {
  const shared: ClientMetadata = {
    client_id: client.id,
    token_endpoint_auth_method: "private_key_jwt",
    token_endpoint_auth_signing_alg: "ES256",
    jwks: { keys: client.jwks.keys },
    dpop_bound_access_tokens: true,
    subject_type: "pairwise",
  }
  if (client.kind !== "portal") {
    return { ...shared, grant_types: ["client_credentials"], response_types: [], redirect_uris: [] }
  }
  return {
    ...shared,
    grant_types: ["authorization_code", "refresh_token", "client_credentials"],
    response_types: ["code"],
    redirect_uris: client.returnUris,
    require_pushed_authorization_requests: true,
    scope: ["openid", "profile", "offline_access", ...citizenScopes].join(" "),
    ...(client.backChannelLogoutUri !== undefined && {
      backchannel_logout_uri: client.backChannelLogoutUri,
      backchannel_logout_session_required: true,
    }),
  }
}

const hubPagesMetadata = (origin: string): ClientMetadata => ({
  client_id: hubPagesClient,
  token_endpoint_auth_method: "none",
  grant_types: [],
  response_types: ["none"],
  redirect_uris: hubReturns.map((path) => origin + path),
  subject_type: "pairwise",
  scope: "openid",
})

async function accountOf(
  db: Database,
  context: KoaContextWithOIDC,
  id: string,
): Promise<Account | undefined> {
  const person = await findPerson(db, id)
  if (person === undefined) return undefined
  const { entities } = context.oidc
  const source = entities.AuthorizationCode ?? entities.RefreshToken
  return {
    accountId: id,
    claims: async () => ({
      sub: id,
      name_masked: person.masked_name,
      assurance: {
        level: person.assurance_level,
        scheme: person.assurance_scheme,
        value: person.assurance_value,
      },
      sid: await sidOf(context, source?.sessionUid),
    }),
  }
}

/** The client's own name of the login: two portals cannot know by it that they serve one person. */
async function sidOf(
  { oidc: { client, provider } }: KoaContextWithOIDC,
  sessionUid: string | undefined,
): Promise<string | undefined> {
  if (client === undefined || sessionUid === undefined) return undefined
  const session = await provider.Session.findByUid(sessionUid)
  return session?.sidFor(client.clientId)
}

/** Every registered client is granted its scopes; there is nothing to ask the citizen at login. */
async function grantOf(context: KoaContextWithOIDC, origin: string) {
  const { client, session, provider } = context.oidc
  if (client === undefined || session?.accountId === undefined) return undefined
  const known = session.grantIdFor(client.clientId)
  const existing = known === undefined ? undefined : await provider.Grant.find(known)
  if (existing !== undefined) return existing
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope("openid profile offline_access")
  grant.addResourceScope(origin, citizenScopes.join(" "))
  await grant.save()
  return grant
}

/**
 * Makes pairwise subjects, keeps the row that leads back from one to the person, and attaches to it what
 * the department reported of the person. Each token that is made looks: a report may have come between
 * two logins, just when the account was made.
 */
function subjectsOf({ db, registry, personKeys, now }: ProviderParts) {
  return async (personId: string, clientId: string): Promise<string> => {
    const department = registry.client(clientId)?.department
    // The hub's own pages get no token; their subject is never used.
    if (department === undefined) return subjectOf(personKeys, hubPagesClient, personId)
    const subject = subjectOf(personKeys, department, personId)
    await meetSubject(db, { department, subject, personId }, now())
    const person = await findPerson(db, personId)
    if (person !== undefined) await claimOwn(db, department, { subject, match: person.match })
    return subject
  }
}
