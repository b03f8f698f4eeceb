import assert from "node:assert/strict"
import { createHash, randomUUID } from "node:crypto"
import { consentNotice, noticeText } from "@tongban/standards"
import type { Case, Surface } from "@tongban/standards"
import type { Gateway } from "@tongban/sdk/gateway"
import { answerOf } from "./answers.ts"
import { item, portalOrigin } from "./hub-settings.ts"
import type { Jar } from "./jar.ts"

/** A person who is logged in at the portal and at the hub. */
export class CitizenSession {
  readonly #hub: string
  readonly #gateway: Gateway
  readonly #cookie: string
  /** The hub's own cookies. */
  readonly jar: Jar

  constructor(hub: string, gateway: Gateway, cookie: string, jar: Jar) {
    this.#hub = hub
    this.#gateway = gateway
    this.#cookie = cookie
    this.jar = jar
  }

  /** A request of the portal's page to its gateway. */
  async ask(method: string, path: string, body?: unknown) {
    return answerOf(await this.stream(method, path, body))
  }

  stream(
    method: string,
    path: string,
    body?: unknown,
    signal?: AbortSignal,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return this.#gateway.fetch(
      new Request(portalOrigin + path, {
        method,
        headers: { cookie: this.#cookie, origin: portalOrigin, "tongban-request": "1", ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(signal && { signal }),
      }),
    )
  }

  openDraft(follows?: string): Promise<Case> {
    const request = new Request(`${portalOrigin}/apply`, { headers: { cookie: this.#cookie } })
    return this.#gateway.openDraft(request, item.code, undefined, follows)
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
    const url = new URL(path, this.#hub)
    return answerOf(
      await this.jar.fetch(url, {
        method,
        headers: {
          origin: this.#hub,
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
