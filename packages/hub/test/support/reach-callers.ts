import { createHash, randomUUID } from "node:crypto"
import { calculateJwkThumbprint, importJWK, SignJWT } from "jose"
import { citizenScopes, clientKinds } from "@tongban/standards"
import type { Caller } from "@tongban/standards"
import { personOf, subjectOf } from "../../src/identity/persons.ts"
import type { PersonKeys } from "../../src/identity/persons.ts"
import { hashOfSecret, newSecret } from "../../src/secrets.ts"
import type { Database } from "../../src/store/database.ts"
import type { HubWorld } from "./hub-world.ts"
import { he, xu } from "./hub-settings.ts"
import { newKey } from "./keys.ts"

/** Everybody who may come, and whoever comes without a credential. */
export const roles = [
  "nobody",
  "citizen",
  "browser",
  "surface",
  ...clientKinds,
] as const satisfies readonly (Exclude<Caller, "public"> | "nobody")[]
export type Role = (typeof roles)[number]

/** The surface whose token the role `surface` holds: opened by `he` at department `a`. */
export const callersSurface = "reach-callers-surface-a"
export const surfaceToken = newSecret()

export const personKeysOf = ({ settings: { keys } }: HubWorld): PersonKeys => ({
  match: Buffer.from(keys.match, "base64url"),
  pairwise: Buffer.from(keys.pairwise, "base64url"),
})

/** Department `a` gets a client of each kind, and a second one beside it; `b` has an item of its own. */
export function completeRegistry({ registry }: HubWorld["settings"]): void {
  const client = (id: string) => registry.clients.find((each) => each.id === id)
  for (const kind of clientKinds) {
    const like = client(`a-${kind}`) ?? client(`b-${kind}`)
    if (like === undefined) throw new Error(`no client of kind ${kind}`)
    const copy = (id: string) => registry.clients.push({ ...like, id, department: "a" })
    if (client(`a-${kind}`) === undefined) copy(`a-${kind}`)
    copy(`a-${kind}-2`)
    const second = client(`a-${kind}-2`)
    if (second?.redeemedBy !== undefined) second.redeemedBy = "a-redeem-2"
  }
  const [first] = registry.items
  if (first === undefined) throw new Error("no item")
  registry.items.push({ ...first, code: "a-other" }, { ...first, code: "b-own", department: "b" })
  for (const { key, licenceType } of first.requirements) {
    const sensitive = first.requirements.find((each) => each.sensitive !== undefined)
    // One paper fits both, so that every operation may be asked for it.
    if (sensitive !== undefined && key === "r6" && licenceType !== undefined)
      Object.assign(sensitive, { alsoFits: [{ licenceType, name: { zh: "证明" } }] })
  }
}

/** The persons of the world, and where `he` is known. */
export async function makePersons(db: Database, keys: PersonKeys) {
  const known = async ({ number, name }: typeof he) =>
    personOf(
      db,
      keys,
      {
        scheme: "111",
        number,
        maskedName: `*${name.slice(1)}`,
        assurance: { level: 3, scheme: "test", value: "3" },
      },
      new Date(),
    )
  return { he: await known(he), xu: await known(xu) }
}

export async function makeCallersSession(db: Database): Promise<void> {
  await db
    .insertInto("surface_sessions")
    .values({
      token_hash: hashOfSecret(surfaceToken),
      surface_id: callersSurface,
      created_at: new Date(),
      seen_at: new Date(),
      method: "cookie",
    })
    .execute()
}

/** Sends a request as somebody of department `a`; a citizen, a browser and a surface are all `he`'s. */
export type Send = (role: Role, method: string, url: URL, init: RequestInit) => Promise<Response>

/** Tokens as the hub's own provider signs them: what is tried here is what they open. */
export async function callers(world: HubWorld, personId: string): Promise<Send> {
  const keys = personKeysOf(world)
  const citizen = await world.logIn(he)
  const [hubKey] = world.settings.keys.oidc.keys
  const signing = await importJWK({ ...hubKey, kty: "EC" }, "ES256")
  const otherKey = await newKey()

  const tokens: Partial<Record<Role, ReturnType<typeof newToken>>> = {}
  async function newToken(role: Role) {
    const client = role === "citizen" ? "a-portal" : `a-${role}`
    const { thumbprint, ...prove } = await prover(
      role === "redeem" ? world.key("a-redeem") : otherKey,
    )
    const token = await new SignJWT({
      client_id: client,
      scope: role === "citizen" ? citizenScopes.join(" ") : "",
      cnf: { jkt: thumbprint },
    })
      .setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid: String(hubKey?.kid) })
      .setIssuer(`${world.origin}/oidc`)
      .setAudience(world.origin)
      .setSubject(role === "citizen" ? subjectOf(keys, "a", personId) : client)
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime("3h")
      .sign(signing)
    return { token, ...prove }
  }

  return async (role, method, url, init) => {
    const headers = new Headers(init.headers)
    if (role === "nobody") return fetch(url, { ...init, method, headers })
    if (role === "browser") {
      headers.set("origin", world.origin)
      return citizen.jar.fetch(url, { ...init, method, headers })
    }
    if (role === "surface") {
      headers.set("authorization", `Bearer ${surfaceToken}`)
      return fetch(url, { ...init, method, headers })
    }
    const { token, publicKey, sign } = await (tokens[role] ??= newToken(role))
    headers.set("authorization", `DPoP ${token}`)
    const ath = createHash("sha256").update(token).digest("base64url")
    headers.set(
      "dpop",
      await new SignJWT({ htm: method, htu: world.origin + url.pathname, ath })
        .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk: publicKey })
        .setJti(randomUUID())
        .setIssuedAt()
        .sign(sign),
    )
    return fetch(url, { ...init, method, headers })
  }
}

async function prover(key: Awaited<ReturnType<typeof newKey>>) {
  const { kty, crv, x, y } = key
  const publicKey = { kty, crv, x, y }
  return {
    publicKey,
    thumbprint: await calculateJwkThumbprint(publicKey),
    sign: await importJWK(key, "ES256"),
  }
}
