import assert from "node:assert/strict"
import { createHash, randomBytes, randomUUID } from "node:crypto"
import { rm } from "node:fs/promises"
import { clientAuth } from "@tongban/sdk/client-auth"
import type { ClientAuth, ClientAuthOptions, PrivateJwk } from "@tongban/sdk/client-auth"
import { createGateway } from "@tongban/sdk/gateway"
import type { Gateway, GatewayOptions } from "@tongban/sdk/gateway"
import { startHub } from "@tongban/hub"
import type { HubSettings } from "@tongban/hub"
import { answerOf } from "./answers.ts"
import { CitizenSession } from "./citizen-session.ts"
import { newDatabase } from "./database.ts"
import type { TestDatabase } from "./database.ts"
import { freePort } from "./free-port.ts"
import { clientIds, item, otherPortalOrigin, portalOrigin, settingsOf } from "./hub-settings.ts"
import type { ClientId } from "./hub-settings.ts"
import { Jar } from "./jar.ts"
import { newKey } from "./keys.ts"

/** What a login leaves: the portal's cookie, the hub's jar, and what the page could see on the way. */
export interface LoggedIn {
  cookie: string
  jar: Jar
  answers: Response[]
  /** Where the gateway led in the end. */
  location: string
}

/** A real hub on a database of its own, with two departments: `a` asks, `b` owns. */
export class HubWorld {
  readonly origin: string
  readonly settings: HubSettings
  readonly #database: TestDatabase
  readonly #keys: Record<ClientId, { assertion: PrivateJwk; dpop: PrivateJwk }>
  readonly #auth = new Map<ClientId, ClientAuth>()
  readonly #gateways: Gateway[] = []
  #close: () => Promise<void> = () => Promise.resolve()
  /** Milliseconds that the hub's clock is ahead. */
  ahead = 0

  private constructor(
    origin: string,
    settings: HubSettings,
    database: TestDatabase,
    keys: Record<ClientId, { assertion: PrivateJwk; dpop: PrivateJwk }>,
  ) {
    this.origin = origin
    this.settings = settings
    this.#database = database
    this.#keys = keys
  }

  /**
   * @param change - more of what is registered of a client
   * @param complete - what else is set before the hub starts
   */
  static async make(
    change: Partial<Record<ClientId, object>> = {},
    complete: (settings: HubSettings) => void = () => undefined,
  ): Promise<HubWorld> {
    const origin = `http://localhost:${await freePort()}`
    const keys = {} as Record<ClientId, { assertion: PrivateJwk; dpop: PrivateJwk }>
    for (const id of clientIds) keys[id] = { assertion: await newKey(), dpop: await newKey() }
    const database = await newDatabase()
    const settings = await settingsOf(origin, database.place, keys, change)
    complete(settings)
    const world = new HubWorld(origin, settings, database, keys)
    await world.start()
    return world
  }

  async start(): Promise<void> {
    const hub = await startHub(this.settings, () => new Date(Date.now() + this.ahead))
    this.#close = () => hub.close()
  }

  async stop(): Promise<void> {
    await this.#close()
  }

  async close(): Promise<void> {
    await this.closeGateways()
    await this.stop()
    await this.#database.remove()
    await rm(this.settings.objectFolder, { recursive: true, force: true })
  }

  async closeGateways(): Promise<void> {
    await Promise.all(this.#gateways.splice(0).map((gateway) => gateway.close()))
  }

  key(id: ClientId): PrivateJwk {
    return this.#keys[id].dpop
  }

  /** What a department's client proves itself by. */
  identity(id: ClientId): ClientAuthOptions {
    const { assertion, dpop } = this.#keys[id]
    return {
      issuer: `${this.origin}/oidc`,
      clientId: id,
      assertionKey: assertion,
      dpopKey: dpop,
    }
  }

  auth(id: ClientId, dpopKey = this.#keys[id].dpop): ClientAuth {
    const known = dpopKey === this.#keys[id].dpop ? this.#auth.get(id) : undefined
    const auth = known ?? clientAuth({ ...this.identity(id), dpopKey })
    if (dpopKey === this.#keys[id].dpop) this.#auth.set(id, auth)
    return auth
  }

  /** Calls the hub as a department's client. */
  async call(
    by: ClientId | ClientAuth,
    method: string,
    path: string,
    body?: unknown,
    key: string | null = randomUUID(),
  ) {
    const url = this.origin + path
    const auth = typeof by === "string" ? this.auth(by) : by
    return answerOf(
      await fetch(url, {
        method,
        headers: {
          ...(await auth.authorize(method, url)),
          ...(body !== undefined && { "content-type": "application/json" }),
          ...(key !== null && { "idempotency-key": key }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    )
  }

  /** Registers a paper of department `b`. */
  async register(
    holder: { number: string },
    ownerRef = `ref-${randomUUID()}`,
    change: object = {},
  ): Promise<{ id: string; digest: string }> {
    const digest = createHash("sha256").update(ownerRef).digest("hex")
    const { status, body } = await this.call("b-register", "POST", "/v1/materials", {
      ownerRef,
      licenceType: item.licenceType,
      name: { zh: "不动产权证书" },
      grade: "A",
      number: "样(2024)第0000418号",
      holder: { scheme: "111", number: holder.number },
      issuer: { zh: "某局" },
      issuedOn: "2024-04-18",
      status: "ISSUED",
      digest,
      mediaType: "text/plain",
      size: 7,
      fields: ["坐落"],
      sensitive: false,
      ...change,
    })
    assert.equal(status, 201, JSON.stringify(body))
    return { id: (body as { id: string }).id, digest }
  }

  /** A gateway of the portal of department `a`. */
  async gateway(change: Partial<GatewayOptions> = {}): Promise<Gateway> {
    const gateway = await createGateway({
      hub: this.origin,
      clientId: "a-portal",
      origin: portalOrigin,
      assertionKey: this.#keys["a-portal"].assertion,
      cookieKeys: `k1:${randomBytes(32).toString("base64url")}`,
      transport: "http",
      ...change,
    })
    this.#gateways.push(gateway)
    return gateway
  }

  /** A gateway of the portal of department `b`. */
  otherGateway(change: Partial<GatewayOptions> = {}): Promise<Gateway> {
    return this.gateway({
      clientId: "b-portal",
      origin: otherPortalOrigin,
      assertionKey: this.#keys["b-portal"].assertion,
      ...change,
    })
  }

  /** The login through the other portal of somebody who is logged in at the hub: nobody is asked. */
  async logInAlso(gateway: Gateway, jar: Jar): Promise<{ cookie: string }> {
    const begun = await gateway.fetch(new Request(`${otherPortalOrigin}/tongban/login?return=/`))
    const location = new URL(begun.headers.get("location") ?? "")
    const answered = await jar.fetch(location, { redirect: "manual" })
    const done = await gateway.fetch(
      new Request(answered.headers.get("location") ?? "", {
        headers: { cookie: cookiesOf(begun) },
      }),
    )
    return { cookie: cookiesOf(done) }
  }

  /** The whole login through a gateway, as a browser would; every answer that the page could see is kept. */
  async logInThrough(gateway: Gateway, person: { key: string }, returnTo = "/"): Promise<LoggedIn> {
    const jar = new Jar()
    const path = `/tongban/login?return=${encodeURIComponent(returnTo)}`
    const begun = await gateway.fetch(new Request(portalOrigin + path))
    const transaction = begun.headers.getSetCookie()[0]?.split(";")[0] ?? ""
    const callback = await this.logInAt(jar, begun.headers.get("location") ?? "", person)
    const done = await gateway.fetch(new Request(callback, { headers: { cookie: transaction } }))
    const cookie = cookiesOf(done)
    return { cookie, jar, answers: [begun, done], location: done.headers.get("location") ?? "" }
  }

  /** The login at the hub itself, from where a portal sent the browser to where it is sent back. */
  async logInAt(jar: Jar, address: string, person: { key: string }): Promise<string> {
    const { url } = await jar.visit(address)
    const chosen = await jar.fetch(new URL(`${url.pathname}/login`, this.origin), {
      method: "POST",
      redirect: "manual",
      headers: { origin: this.origin, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ persona: person.key }),
    })
    const resumed = await jar.fetch(new URL(chosen.headers.get("location") ?? "", this.origin), {
      redirect: "manual",
    })
    return resumed.headers.get("location") ?? ""
  }

  /** Logs a person in at the portal of department `a`. */
  async logIn(person: { key: string }): Promise<CitizenSession> {
    const gateway = await this.gateway()
    const { cookie, jar } = await this.logInThrough(gateway, person)
    return new CitizenSession(this.origin, gateway, cookie, jar)
  }
}

const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ")
