import type {
  CaseDate,
  HeldMaterial,
  PickedItem,
  ToldItem,
  UnfitMaterial,
  Words,
} from "@tongban/standards"
import { problemText } from "@tongban/standards/words"
import type { Language } from "@tongban/standards/words"
import { hearTime } from "@tongban/sdk/machines"
import type { Fault } from "@tongban/sdk/machines"

/** The hub's refusal, in words. */
export class HubFault extends Error {
  override readonly name = "HubFault"
  readonly fault: Fault

  constructor(code: string, language: Language, requestId?: string) {
    super(code)
    this.fault = { code, ...problemText(code, language), requestId }
  }
}

export interface Held {
  fits: HeldMaterial[]
  unfit: UnfitMaterial[]
  /** By when the paper may follow on a promise, and why by then. */
  mayFollow?: CaseDate
}

export interface Decision {
  decision: "agreed" | "refused"
  choices: { requirement: string; material: string }[]
  language: Language
  noticeTextHash: string
  shownAt: string
}

/** A sensitive paper that is asked for on a page of its own. */
export interface AskedConsent {
  id: string
  url: string
}

/** A promise's handle, and how a page says it. */
export type Promised = ToldItem & { text: Words }

/** What became of it. */
export interface ConsentState {
  state: "open" | "agreed" | "refused" | "expired"
  item?: PickedItem
}

/** The hub's surface API. Its token is held here and nowhere else (protocol M5). */
export class SurfaceHub {
  readonly #surface: string
  readonly #language: () => Language
  #token: string | undefined

  constructor(surface: string, language: () => Language) {
    this.#surface = surface
    this.#language = language
  }

  /** Starts the session: by the login cookie, or by a code from the unlock window. @throws {HubFault} */
  async start(code?: string): Promise<void> {
    const { token } = await this.#request<{ token: string }>(
      "POST",
      `/surface/${this.#surface}/session`,
      {
        body: code === undefined ? {} : { code },
      },
    )
    this.#token = token
  }

  held(requirement: string): Promise<Held> {
    return this.#request(
      "GET",
      `/v1/surface/held?requirement=${encodeURIComponent(requirement)}`,
      {},
    )
  }

  /** The same key for the same decision: sent twice, it is decided once. */
  async decide(decision: Decision, key: string): Promise<PickedItem[]> {
    const { items } = await this.#request<{ items: PickedItem[] }>(
      "POST",
      "/v1/surface/decisions",
      { body: decision, key },
    )
    return items
  }

  /** Promises to supply a paper later, in the words that were shown. */
  async undertake(
    requirement: string,
    words: { noticeTextHash: string; shownAt: string },
    key: string,
  ): Promise<Promised> {
    const body = { requirement, language: this.#language(), ...words }
    const path = "/v1/surface/undertakings"
    const { item } = await this.#request<{ item: Promised }>("POST", path, { body, key })
    return item
  }

  /** Asks for one sensitive paper; the answer names the page for it. */
  askConsent(requirement: string, material: string, key: string): Promise<AskedConsent> {
    const body = { requirement, material, language: this.#language() }
    return this.#request("POST", "/v1/surface/consents", { body, key })
  }

  /** Takes back what was picked for a requirement. */
  drop(requirement: string, key: string): Promise<void> {
    return this.#request("POST", "/v1/surface/drops", { body: { requirement }, key })
  }

  consent(id: string): Promise<ConsentState> {
    return this.#request("GET", `/v1/surface/consents/${id}`, {})
  }

  /** What an upload of this surface is sent with. */
  uploadHeaders(): Record<string, string> {
    return { authorization: `Bearer ${this.#token ?? ""}`, "accept-language": this.#language() }
  }

  async #request<T>(
    method: string,
    path: string,
    { body, key }: { body?: unknown; key?: string },
  ): Promise<T> {
    let response: Response
    let answer: unknown
    try {
      response = await fetch(path, {
        method,
        headers: {
          "accept-language": this.#language(),
          ...(this.#token !== undefined && { authorization: `Bearer ${this.#token}` }),
          ...(body !== undefined && { "content-type": "application/json" }),
          ...(key !== undefined && { "idempotency-key": key }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      hearTime(response)
      answer = response.status === 204 ? undefined : await response.json()
    } catch {
      throw new HubFault("unavailable", this.#language())
    }
    if (response.ok) return answer as T
    const { code, requestId } = answer as { code?: string; requestId?: string }
    throw new HubFault(code ?? "unavailable", this.#language(), requestId)
  }
}
