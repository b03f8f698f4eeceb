import { html, LitElement } from "lit"
import type { CSSResultGroup, PropertyDeclarations, TemplateResult } from "lit"
import { gatewayTransport } from "@tongban/sdk/machines"
import type { Transport } from "@tongban/sdk/machines"
import type { Language } from "@tongban/standards"
import { languageOf } from "./locale.ts"
import { buttons } from "./styles/buttons.ts"
import { wall } from "./styles/host.ts"
import { notices } from "./styles/notices.ts"
import { wait } from "./styles/wait.ts"

/**
 * What all our elements share: the inner wrapper that stops a host page's CSS, the language, the large
 * mode and the dark theme. An element renders its own part by `view()`.
 */
export abstract class TongbanElement extends LitElement {
  static override properties: PropertyDeclarations = {
    gateway: { type: String },
    size: { type: String },
    theme: { type: String },
  }
  /** @internal */
  static override styles: CSSResultGroup = [...wall, buttons, notices, wait]

  /** The path of the session gateway on the page's own origin. */
  declare gateway: string
  /** `large` for the large mode (适老化). */
  declare size: string
  /** `dark`; never taken from the system, as most host pages are white. */
  declare theme: string
  /** Another way to the gateway than by `fetch`; set before the element stands in the page. */
  declare transport: Transport | undefined

  constructor() {
    super()
    this.gateway = "/tongban"
    this.size = ""
    this.theme = ""
  }

  /** The language in which the element speaks. */
  get language(): Language {
    return languageOf(this)
  }

  /** The way to the gateway. */
  protected get way(): Transport {
    return this.transport ?? gatewayTransport(this.gateway, () => this.language)
  }

  override render(): TemplateResult {
    return html`<div
      class="tb"
      part="base"
      lang=${this.language}
      data-size=${this.size}
      data-theme=${this.theme}
    >
      ${this.view()}
    </div>`
  }

  /** The element's own part. */
  protected abstract view(): unknown

  /**
   * Tells the page of something, before or after it happens.
   *
   * @returns false where a listener cancelled it
   */
  protected tell(name: string, detail: unknown, cancelable = false): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, cancelable }))
  }
}
