import assert from "node:assert/strict"
import { createHash, randomBytes, randomUUID } from "node:crypto"
import { mkdtemp, rm } from "node:fs/promises"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from "jose"
import { consentNotice, noticeText } from "@tongban/standards"
import type { Case, Redemption, Surface } from "@tongban/standards"
import { clientAuth } from "@tongban/sdk/client-auth"
import type { ClientAuth, PrivateJwk } from "@tongban/sdk/client-auth"
import { createGateway } from "@tongban/sdk/gateway"
import type { Gateway, GatewayOptions } from "@tongban/sdk/gateway"
import { startHub } from "@tongban/hub"
import type { DatabasePlace, HubSettings } from "@tongban/hub"
import { newDatabase } from "./database.ts"
import type { TestDatabase } from "./database.ts"
import { Jar } from "./jar.ts"

/** The item of the world: one requirement, one kind of paper. */
export const item = {
  code: "11370699XY000011934370199001001",
  licenceType: "11370699XY0000012P004",
  requirement: "r6",
  /** What the applicant makes: uploaded, of no licence type. */
  selfMade: "r4",
}
/** The item's other requirement: a sensitive paper. */
export const health = {
  licenceType: "11370699XY0000012P010",
  requirement: "r8",
  paper: {
    licenceType: "11370699XY0000012P010",
    name: { zh: "健康证明", en: "Health certificate" },
    fields: ["体检结论"],
    sensitive: true,
  },
  sensitive: {
    categories: ["health"],
    necessity: { zh: "须核对上岗人员的健康", en: "The health of staff has to be checked" },
    impact: { zh: "看到的人会知道您的体检结论", en: "Readers learn the result of your check-up" },
  },
}
/** A requirement that names its issuer and how old a paper may be, and takes a second type. */
export const residence = {
  requirement: "r9",
  licenceType: "11370699XY0000012P005",
  otherType: "11370699XY0000012P003",
  issuer: { scheme: "uscc", value: "11370699XY0000215C" },
  region: "370600",
}
/** An invented person (province/personas.json). */
export const he = { key: "he", name: "何秋月", number: "370699198510100023" }
export const xu = { key: "xu", name: "许秀英", number: "370699195801010024" }
export const portalOrigin = `http://127.0.0.1:${await freePort()}`
/** The portal of department `b`. */
export const otherPortalOrigin = `http://127.0.0.1:${await freePort()}`

const clientIds = [
  "a-portal",
  "a-redeem",
  "a-sync",
  "b-serve",
  "b-register",
  "b-redeem",
  "b-sync",
  "b-portal",
] as const
type ClientId = (typeof clientIds)[number]

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

  /** @param change - more of what is registered of a client */
  static async make(change: Partial<Record<ClientId, object>> = {}): Promise<HubWorld> {
    const origin = `http://localhost:${await freePort()}`
    const keys = {} as Record<ClientId, { assertion: PrivateJwk; dpop: PrivateJwk }>
    for (const id of clientIds) keys[id] = { assertion: await newKey(), dpop: await newKey() }
    const database = await newDatabase()
    const settings = await settingsOf(origin, database.place, keys, change)
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

  auth(id: ClientId, dpopKey = this.#keys[id].dpop): ClientAuth {
    const known = dpopKey === this.#keys[id].dpop ? this.#auth.get(id) : undefined
    const auth =
      known ??
      clientAuth({
        issuer: `${this.origin}/oidc`,
        clientId: id,
        assertionKey: this.#keys[id].assertion,
        dpopKey,
      })
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
    const { url } = await jar.visit(begun.headers.get("location") ?? "")
    const chosen = await jar.fetch(new URL(`${url.pathname}/login`, this.origin), {
      method: "POST",
      redirect: "manual",
      headers: { origin: this.origin, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ persona: person.key }),
    })
    const resumed = await jar.fetch(new URL(chosen.headers.get("location") ?? "", this.origin), {
      redirect: "manual",
    })
    const callback = resumed.headers.get("location") ?? ""
    const done = await gateway.fetch(new Request(callback, { headers: { cookie: transaction } }))
    const cookie = cookiesOf(done)
    return { cookie, jar, answers: [begun, done], location: done.headers.get("location") ?? "" }
  }

  /** Logs a person in at the portal of department `a`. */
  async logIn(person: { key: string }): Promise<CitizenSession> {
    const gateway = await this.gateway()
    const { cookie, jar } = await this.logInThrough(gateway, person)
    return new CitizenSession(this, gateway, cookie, jar)
  }
}

const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ")

/** What a login leaves: the portal's cookie, the hub's jar, and what the page could see on the way. */
export interface LoggedIn {
  cookie: string
  jar: Jar
  answers: Response[]
  /** Where the gateway led in the end. */
  location: string
}

/** A person who is logged in at the portal and at the hub. */
export class CitizenSession {
  readonly #world: HubWorld
  readonly #gateway: Gateway
  readonly #cookie: string
  /** The hub's own cookies. */
  readonly jar: Jar

  constructor(world: HubWorld, gateway: Gateway, cookie: string, jar: Jar) {
    this.#world = world
    this.#gateway = gateway
    this.#cookie = cookie
    this.jar = jar
  }

  /** A request of the portal's page to its gateway. */
  async ask(method: string, path: string, body?: unknown) {
    return answerOf(await this.stream(method, path, body))
  }

  stream(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
    return this.#gateway.fetch(
      new Request(portalOrigin + path, {
        method,
        headers: { cookie: this.#cookie, origin: portalOrigin, "tongban-request": "1" },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(signal && { signal }),
      }),
    )
  }

  openDraft(): Promise<Case> {
    const request = new Request(`${portalOrigin}/apply`, { headers: { cookie: this.#cookie } })
    return this.#gateway.openDraft(request, item.code)
  }

  async openSurface(draft: string, requirements = [item.requirement]): Promise<Surface> {
    const { status, body } = await this.ask("POST", "/tongban/surfaces", {
      draft,
      itemCode: item.code,
      requirements,
      mode: "frame",
    })
    assert.equal(status, 201, JSON.stringify(body))
    return body as Surface
  }

  /** A request of a page of the hub's own. */
  async atHub(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const url = new URL(path, this.#world.origin)
    return answerOf(
      await this.jar.fetch(url, {
        method,
        headers: {
          origin: this.#world.origin,
          ...(body !== undefined && { "content-type": "application/json" }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    )
  }

  /** Starts the surface's session by the hub's cookie; answers its token. */
  async surfaceToken(surface: string): Promise<string> {
    const { status, body } = await this.atHub("POST", `/surface/${surface}/session`, {})
    assert.equal(status, 200, JSON.stringify(body))
    return (body as { token: string }).token
  }

  /** Picks one paper for a new draft: the whole way to the handle. */
  async pick(material: string): Promise<{ draft: string; handle: string }> {
    const draft = await this.openDraft()
    const surface = await this.openSurface(draft.id)
    const { status, body } = await this.decide(await this.surfaceToken(surface.id), material)
    assert.equal(status, 200, JSON.stringify(body))
    const [picked] = (body as { items: { handle: string }[] }).items
    return { draft: draft.id, handle: picked?.handle ?? "" }
  }

  decide(
    token: string,
    material: string,
    change: object = {},
    paper = { name: { zh: "不动产权证书" }, fields: ["坐落"] },
  ) {
    const notice = consentNotice({
      language: "zh-CN",
      recipient: { name: { zh: "甲局" } },
      item: { name: { zh: "某事项" }, shortName: { zh: "某事" } },
      papers: [paper],
    })
    const decision = {
      decision: "agreed",
      choices: [{ requirement: item.requirement, material }],
      language: "zh-CN",
      noticeTextHash: createHash("sha256").update(noticeText(notice)).digest("hex"),
      shownAt: new Date().toISOString(),
      ...change,
    }
    return this.atHub("POST", "/v1/surface/decisions", decision, {
      authorization: `Bearer ${token}`,
      "idempotency-key": randomUUID(),
    })
  }
}

export interface Answered {
  status: number
  body: unknown
  /** The problem's code, where it is one. */
  code: string | undefined
  params: Record<string, unknown> | undefined
}

async function answerOf(response: Response): Promise<Answered> {
  const text = await response.text()
  const body: unknown = text === "" ? undefined : JSON.parse(text)
  const { code, params } = (body ?? {}) as { code?: string; params?: Record<string, unknown> }
  return { status: response.status, body, code, params }
}

export const redemptionsOf = ({ body }: Answered): Redemption[] =>
  (body as { redemptions: Redemption[] }).redemptions

async function settingsOf(
  origin: string,
  database: DatabasePlace,
  keys: Record<ClientId, { assertion: PrivateJwk; dpop: PrivateJwk }>,
  change: Partial<Record<ClientId, object>>,
): Promise<HubSettings> {
  const words = (zh: string) => ({ zh })
  const department = (id: string, name: string) => ({
    id,
    codes: [],
    name: words(name),
    shortName: words(name),
    jurisdiction: "370699",
  })
  const client = async (id: ClientId, rest: object = {}) => ({
    id,
    department: id.slice(0, 1),
    kind: id.slice(2),
    transport: "http",
    origins: [],
    returnUris: [],
    itemCodes: id.startsWith("a-") ? [item.code] : [],
    jwks: { keys: [publicOf(keys[id].assertion)] },
    ...(id.endsWith("redeem") && {
      releaseKey: await calculateJwkThumbprint(keys[id].dpop),
      sealTo: publicOf(keys[id].dpop),
    }),
    ...rest,
    ...change[id],
  })
  const hubKey = async () => ({ ...(await newKey()), kid: randomUUID() })
  return {
    origin,
    database,
    objectFolder: await mkdtemp(join(tmpdir(), "tongban-objects-")),
    registry: {
      departments: [
        department("a", "甲局"),
        department("b", "乙局"),
        department("z", "政务服务局"),
      ],
      uploads: { department: "z" },
      clients: [
        await client("a-portal", {
          origins: [portalOrigin],
          returnUris: [`${portalOrigin}/tongban/callback`],
          redeemedBy: "a-redeem",
        }),
        await client("a-redeem"),
        await client("a-sync"),
        await client("b-serve", { instance: "b-1" }),
        await client("b-register"),
        await client("b-redeem"),
        await client("b-sync"),
        await client("b-portal", {
          origins: [otherPortalOrigin],
          returnUris: [`${otherPortalOrigin}/tongban/callback`],
          redeemedBy: "b-redeem",
        }),
      ],
      items: [
        {
          code: item.code,
          version: 1,
          department: "a",
          name: words("某事项"),
          shortName: words("某事"),
          limits: {},
          purpose: words("办理某事"),
          basis: "consent",
          requirements: [
            {
              key: item.requirement,
              name: words("证明"),
              necessity: "required",
              source: "government",
              acceptedGrades: ["A", "B"],
              licenceType: item.licenceType,
              fields: ["坐落"],
            },
            {
              key: health.requirement,
              name: words("健康证明"),
              necessity: "optional",
              source: "government",
              acceptedGrades: ["A", "B"],
              licenceType: health.licenceType,
              fields: ["体检结论"],
              sensitive: health.sensitive,
            },
            {
              key: residence.requirement,
              name: words("居住证"),
              necessity: "optional",
              source: "government",
              acceptedGrades: ["A", "C"],
              licenceType: residence.licenceType,
              alsoFits: [{ licenceType: residence.otherType, name: words("居民户口簿") }],
              issuedBy: {
                name: words("公安机关"),
                codes: [residence.issuer],
                regions: [residence.region],
              },
              issuedWithin: { count: 3, unit: "month" },
              fields: [],
            },
            {
              key: item.selfMade,
              name: words("规章制度"),
              necessity: "required",
              source: "applicant",
              acceptedGrades: ["D", "C"],
              fields: [],
            },
          ],
        },
      ],
    },
    keys: {
      oidc: { keys: [await hubKey()] },
      ticket: await hubKey(),
      log: await hubKey(),
      provenance: await hubKey(),
      uploads: [randomBytes(32).toString("base64url")],
      cookies: [randomBytes(32).toString("hex")],
      match: randomBytes(32).toString("base64url"),
      pairwise: randomBytes(32).toString("base64url"),
    },
    personas: [he, xu].map(({ key, name, number }) => ({
      key,
      name,
      idType: "111",
      idNumber: number,
      assurance: { level: 3, scheme: "guangdong", value: "4" },
      about: words("虚构"),
    })),
  } as unknown as HubSettings
}

const publicOf = ({ kty, crv, x, y }: PrivateJwk) => ({ kty, crv, x, y })

async function newKey(): Promise<PrivateJwk> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true })
  return (await exportJWK(privateKey)) as PrivateJwk
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address()
      const port = typeof address === "object" && address !== null ? address.port : 0
      probe.close(() => {
        resolve(port)
      })
    })
  })
}
