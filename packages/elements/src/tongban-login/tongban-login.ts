import { html, nothing } from "lit"
import { LoginMachine, signedOut } from "@tongban/sdk/machines"
import type { SignedIn } from "@tongban/sdk/machines"
import { TongbanElement } from "../parts/base.ts"
import { errorCard } from "../parts/error-card.ts"
import { login as loginStyles } from "../parts/styles/login.ts"
import { waiting } from "../parts/views.ts"
import { labels } from "./labels.ts"

/** The hub is given this long before the element offers a way on. */
const slowAfterMs = 15_000
/** The gateway's word on the way back from a login that was not finished. */
const faultMark = /(?:^#|&)tongban-login=([a-z_]{1,40})$/

/**
 * Login at the session gateway of the page's own origin. It owns no password field and no frame, and no
 * token reaches the page.
 *
 * @element tongban-login
 * @attr gateway - path of the session gateway, `/tongban` unless set
 * @attr size - `large` for the large mode
 * @attr theme - `dark`
 * @slot - a link for browsers that run no script; shown until the element is defined
 * @fires tongban-login-request - before the browser leaves for the login page; cancelable
 * @fires tongban-login-change - who is logged in has changed; `detail.signedIn`
 * @csspart base - the wrapper
 */
export class TongbanLogin extends TongbanElement {
  static override properties = {
    menuOpen: { state: true },
    slow: { state: true },
    fault: { state: true },
  }
  /** @internal */
  static override styles = [...[TongbanElement.styles].flat(), loginStyles]

  declare menuOpen: boolean
  declare slow: boolean
  declare fault: boolean
  #machine: LoginMachine | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.menuOpen = false
    this.slow = false
    this.fault = false
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.fault = takeFault()
    const machine = new LoginMachine(this.way)
    this.#machine = machine
    let signedIn: boolean | undefined
    machine.addEventListener("change", () => {
      const { phase } = machine.state
      this.#watchSlowness(phase === "asking")
      this.requestUpdate()
      if (phase !== "signedIn" && phase !== "signedOut") return
      const now = phase === "signedIn"
      if (now !== signedIn) this.tell("tongban-login-change", { signedIn: now })
      signedIn = now
    })
    // The login may have ended at another portal: back at this page, or where a call is told so.
    addEventListener("focus", this.#look)
    signedOut.add(this.#look)
    void machine.ask()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener("focus", this.#look)
    signedOut.delete(this.#look)
    this.#watchSlowness(false)
  }

  #watchSlowness(asking: boolean): void {
    clearTimeout(this.#timer)
    this.slow = false
    if (asking) this.#timer = setTimeout(() => (this.slow = true), slowAfterMs)
  }

  readonly #leaveForLogin = (): void => {
    if (!this.tell("tongban-login-request", undefined, true)) return
    const { pathname, search } = location
    location.assign(this.#machine?.address(pathname + search) ?? "")
  }

  readonly #look = (): void => void this.#machine?.look()

  readonly #ask = (): void => void this.#machine?.ask()

  readonly #leave = async (): Promise<void> => {
    this.menuOpen = false
    await this.#machine?.leave()
  }

  readonly #toggleMenu = (): void => {
    this.menuOpen = !this.menuOpen
  }

  readonly #closeMenu = ({ key }: KeyboardEvent): void => {
    if (key !== "Escape" || !this.menuOpen) return
    this.menuOpen = false
    this.renderRoot.querySelector<HTMLElement>(".who")?.focus()
  }

  protected override view(): unknown {
    const words = labels[this.language]
    const { phase, person, fault } = this.#machine?.state ?? { phase: "asking" as const }
    switch (phase) {
      case "asking":
        return html`${waiting(this.slow ? words.slow : words.asking)}
        ${this.slow ? this.#button(words.retry, this.#ask) : nothing}`
      case "leaving":
        return waiting(words.leaving)
      case "away":
        return fault === undefined
          ? nothing
          : errorCard(fault, this.language, this.#button(words.retry, this.#ask))
      case "signedOut":
        return html`<div class="stack-tight">
          ${this.fault ? html`<p class="act-now" role="alert">${words.fault}</p>` : nothing}
          <button class="button button-primary" type="button" @click=${this.#leaveForLogin}>
            ${words.login}
          </button>
          <p class="small soft">${words.comesBack}</p>
        </div>`
      case "signedIn":
        return person === undefined
          ? nothing
          : html`${this.#signedIn(person)}
            ${fault === undefined ? nothing : errorCard(fault, this.language)}`
    }
  }

  #signedIn({ name, assurance }: SignedIn): unknown {
    const words = labels[this.language]
    const level = words.levels[assurance.level] ?? ""
    return html`<div @keydown=${this.#closeMenu}>
      <button
        class="who"
        type="button"
        aria-expanded=${this.menuOpen ? "true" : "false"}
        @click=${this.#toggleMenu}
      >
        <strong class="keep">${name}</strong
        ><span class="keep"
          >&nbsp;· ${level} <span aria-hidden="true">${this.menuOpen ? "▴" : "▾"}</span></span
        >
      </button>
      <div class="menu" ?hidden=${!this.menuOpen}>
        <p class="small soft">${words.level}${level}</p>
        <button class="link" type="button" @click=${this.#leave}>${words.leave}</button>
      </div>
    </div>`
  }

  #button(text: string, press: () => void): unknown {
    return html`<button class="button" type="button" @click=${press}>${text}</button>`
  }
}

/** Reads the gateway's mark from the address and takes it out, so that a reload doesn't say it again. */
function takeFault(): boolean {
  const { hash, pathname, search } = location
  if (!faultMark.test(hash)) return false
  history.replaceState(history.state, "", pathname + search)
  return true
}

declare global {
  interface HTMLElementTagNameMap {
    "tongban-login": TongbanLogin
  }
}
