import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import type { ConsentNotice } from "@tongban/standards"
import { health } from "./hub-settings.ts"
import type { Answered } from "./answers.ts"
import type { CitizenSession } from "./citizen-session.ts"
import type { HubWorld } from "./hub-world.ts"
import type { Jar } from "./jar.ts"

/** What a consent page says to whoever opened it. */
export interface Shown {
  notice?: ConsentNotice
  form?: string
  refusal?: string
  decision?: string
  account?: string
  loginUrl: string
}

/** One sensitive paper of a citizen's, asked for on a page of its own. */
export class AskedPaper {
  readonly citizen: CitizenSession
  readonly draft: string
  readonly token: string
  readonly material: string
  readonly id: string

  private constructor(
    citizen: CitizenSession,
    { draft, token, material, id }: Record<"draft" | "token" | "material" | "id", string>,
  ) {
    this.citizen = citizen
    this.draft = draft
    this.token = token
    this.material = material
    this.id = id
  }

  static async ask(world: HubWorld, person: { key: string; number: string }): Promise<AskedPaper> {
    const citizen = await world.logIn(person)
    const material = (await world.register(person, `ref-${randomUUID()}`, health.paper)).id
    const draft = (await citizen.openDraft()).id
    const surface = await citizen.openSurface(draft, [health.requirement])
    const token = await citizen.surfaceToken(surface.id)
    const { status, body } = await askFor(citizen, token, material)
    assert.equal(status, 201, JSON.stringify(body))
    const { id, url } = body as { id: string; url: string }
    assert.equal(url, `${world.origin}/consent/${id}`)
    return new AskedPaper(citizen, { draft, token, material, id })
  }

  /** Asks again, in the same surface. */
  again(language?: "en"): Promise<Answered> {
    return askFor(this.citizen, this.token, this.material, language)
  }

  /** What the frame learns. */
  state(token = this.token): Promise<Answered> {
    return this.citizen.atHub("GET", `/v1/surface/consents/${this.id}`, undefined, bearer(token))
  }

  async page(jar: Jar, origin: string): Promise<{ shown: Shown; headers: Headers }> {
    const response = await jar.fetch(new URL(`/consent/${this.id}`, origin))
    const html = await response.text()
    const [, json = "null"] = /id="tongban-page">(.*?)<\/script>/s.exec(html) ?? []
    return { shown: JSON.parse(json) as Shown, headers: response.headers }
  }

  /** The page as its decider sees it. */
  async shown(world: HubWorld): Promise<Shown> {
    return (await this.page(this.citizen.jar, world.origin)).shown
  }

  /** A click on the page. */
  decide(
    form: string | undefined,
    decision: "agreed" | "refused" = "agreed",
    by = this.citizen,
    headers: Record<string, string> = {},
  ): Promise<Answered> {
    return by.atHub("POST", `/consent/${this.id}`, { decision, form: form ?? "" }, headers)
  }
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

const askFor = (
  citizen: CitizenSession,
  token: string,
  material: string,
  language: "zh-CN" | "en" = "zh-CN",
) =>
  citizen.atHub(
    "POST",
    "/v1/surface/consents",
    { requirement: health.requirement, material, language },
    { ...bearer(token), "idempotency-key": randomUUID() },
  )
