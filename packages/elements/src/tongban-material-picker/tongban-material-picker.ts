import { html, nothing } from "lit"
import { acceptsUpload, inLanguage } from "@tongban/standards/words"
import type { PickedItem, Requirement } from "@tongban/standards"
import { mayBeHeld, PickerMachine, SurfaceHost } from "@tongban/sdk/machines"
import type { FromSurface } from "@tongban/sdk/machines"
import { TongbanElement } from "../parts/base.ts"
import { errorCard } from "../parts/error-card.ts"
import { rows } from "../parts/styles/rows.ts"
import { waiting } from "../parts/views.ts"
import { formValueOf, isPicked, itemsOf } from "./form-value.ts"
import { labels } from "./labels.ts"
import { frame, heading } from "./styles.ts"

/** Protocol M3. */
const sandbox =
  "allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox"
/** The surface never says more than this of its height. */
const heights = { first: 560, least: 160, most: 1600 }

/**
 * The papers that an item asks for, as a task list in the page's own form. What the citizen holds is
 * shown by the hub's page in a frame; this element learns only what was chosen.
 *
 * Form-associated: the value is `{"v":1,"items":[{requirement, kind, handle}]}` as JSON. Required
 * papers that are not chosen make it invalid (`valueMissing`).
 *
 * @element tongban-material-picker
 * @attr name - the form field's name
 * @attr item - the item's code (实施编码)
 * @attr draft - the draft that the portal's server opened; without it the element says to log in first
 * @attr requirements - keys of the requirements to handle, separated by spaces; all of the item unless set
 * @attr gateway - path of the session gateway, `/tongban` unless set
 * @attr disabled - shows, but lets nothing be chosen
 * @attr size - `large` for the large mode
 * @attr theme - `dark`
 * @fires tongban-material-picker-change - what is chosen has changed; `detail.picked` holds the keys
 * @csspart base - the wrapper
 */
export class TongbanMaterialPicker extends TongbanElement {
  static readonly formAssociated = true
  static override properties = {
    name: { type: String, reflect: true },
    item: { type: String },
    draft: { type: String },
    requirements: { type: String },
    disabled: { type: Boolean, reflect: true },
    frameHeight: { state: true },
    formDisabled: { state: true },
    showMissing: { state: true },
  }
  /** @internal */
  static override styles = [...[TongbanElement.styles].flat(), heading, rows, frame]
  static override shadowRootOptions = { ...TongbanElement.shadowRootOptions, delegatesFocus: true }

  declare name: string
  declare item: string
  declare draft: string
  declare requirements: string
  declare disabled: boolean
  declare frameHeight: number
  declare formDisabled: boolean
  declare showMissing: boolean
  readonly #internals = this.attachInternals()
  #machine: PickerMachine | undefined
  #host: SurfaceHost | undefined
  #surface: string | undefined
  #task = ""

  constructor() {
    super()
    this.name = ""
    this.item = ""
    this.draft = ""
    this.requirements = ""
    this.disabled = false
    this.formDisabled = false
    this.showMissing = false
    this.frameHeight = heights.first
    this.addEventListener("invalid", () => (this.showMissing = true))
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#begin()
  }

  override willUpdate(): void {
    if (this.isConnected && this.#task !== this.#taskNow()) this.#begin()
  }

  #taskNow(): string {
    return [this.item, this.draft, this.requirements].join("|")
  }

  #begin(): void {
    this.#task = this.#taskNow()
    this.#unlinkSurface()
    if (this.item === "") return
    const machine = new PickerMachine(this.way, {
      itemCode: this.item,
      draft: this.draft,
      requirements: this.requirements.split(/\s+/).filter((key) => key !== ""),
    })
    if (this.#machine !== undefined) machine.restore(this.#machine.state.picked)
    this.#machine = machine
    machine.addEventListener("change", () => {
      if (machine !== this.#machine) return
      this.#linkSurface()
      this.#updateForm()
      this.requestUpdate()
    })
    this.#updateForm()
    void machine.load()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#unlinkSurface()
  }

  #unlinkSurface(): void {
    this.#host?.close()
    this.#host = undefined
    this.#surface = undefined
  }

  /** The form value, as it would be submitted. */
  get value(): string | null {
    return formValueOf(this.#machine?.state.picked ?? [])
  }

  /** The form that the element stands in. */
  get form(): HTMLFormElement | null {
    return this.#internals.form
  }
  /** As of a built-in form control. */
  get validity(): ValidityState {
    return this.#internals.validity
  }
  /** As of a built-in form control, in the element's language. */
  get validationMessage(): string {
    return this.#internals.validationMessage
  }
  /** As of a built-in form control. */
  get willValidate(): boolean {
    return this.#internals.willValidate
  }
  /** As of a built-in form control. */
  checkValidity(): boolean {
    return this.#internals.checkValidity()
  }
  /** As of a built-in form control: shows what is missing. */
  reportValidity(): boolean {
    return this.#internals.reportValidity()
  }

  /** The form was reset: nothing is chosen any more. @internal */
  formResetCallback(): void {
    for (const { requirement } of this.#machine?.state.picked ?? [])
      this.#host?.send({ type: "reset", requirement })
    this.#machine?.restore([])
    this.showMissing = false
  }

  /** A fieldset around it was disabled or enabled. @internal */
  formDisabledCallback(disabled: boolean): void {
    this.formDisabled = disabled
  }

  /** The browser brings back what was chosen. @internal */
  formStateRestoreCallback(state: unknown): void {
    this.#machine?.restore(itemsOf(state))
  }

  /**
   * Until the requirements are known, the value is missing: a frame's answer arrives asynchronously.
   * With the hub away nothing is: the form's own way stays open (protocol, "fails at M1–M3").
   */
  #updateForm(): void {
    const machine = this.#machine
    if (machine === undefined) return
    this.#internals.setFormValue(this.value)
    const { phase, fault } = machine.state
    const missing = fault === undefined && (phase !== "ready" || machine.missing.length > 0)
    const anchor =
      this.renderRoot instanceof ShadowRoot
        ? this.renderRoot.querySelector<HTMLElement>(".row")
        : null
    if (missing) {
      this.#internals.setValidity(
        { valueMissing: true },
        labels[this.language].missing,
        anchor ?? undefined,
      )
    } else {
      this.#internals.setValidity({})
    }
  }

  /** One host for one surface: made when there is one, closed when it has ended. */
  #linkSurface(): void {
    const surface = this.#machine?.state.surface
    if (surface?.id === this.#surface) return
    this.#host?.close()
    this.#host = undefined
    this.#surface = surface?.id
    if (surface === undefined) return
    this.#host = new SurfaceHost({
      surface: surface.id,
      hubOrigin: surface.hubOrigin,
      frame: () => this.renderRoot.querySelector("iframe")?.contentWindow,
      greeting: () => {
        const { open } = this.#machine?.state ?? {}
        return [
          { type: "init", lang: this.language, theme: this.theme, size: this.size },
          ...(open === undefined ? [] : [{ type: "focus", requirement: open } as const]),
        ]
      },
      onMessage: (message) => {
        this.#hear(message)
      },
    })
  }

  #hear(message: FromSurface): void {
    const machine = this.#machine
    if (machine === undefined) return
    switch (message.type) {
      case "size":
        this.frameHeight = Math.min(heights.most, Math.max(heights.least, message.height))
        return
      case "picked": {
        const item: PickedItem = {
          requirement: message.requirement,
          kind: message.kind,
          handle: message.handle,
        }
        if (!isPicked(item)) return
        machine.pick(item)
        this.#tellPicked()
        // A sensitive paper may be decided while another row is open.
        if (machine.state.open !== item.requirement) return
        machine.fold()
        this.#focusRow(item.requirement)
        return
      }
      case "cleared":
        machine.drop(message.requirement)
        this.#tellPicked()
        return
      case "ended":
        machine.endSurface()
        machine.fold()
        return
      case "ready":
      case "needPage":
        return
    }
  }

  #tellPicked(): void {
    const picked = this.#machine?.state.picked.map(({ requirement }) => requirement) ?? []
    this.tell("tongban-material-picker-change", { picked })
  }

  #focusRow(requirement: string): void {
    void this.updateComplete.then(() => {
      this.renderRoot
        .querySelector<HTMLElement>(`[data-requirement="${CSS.escape(requirement)}"]`)
        ?.focus()
    })
  }

  #toggle(key: string): void {
    const machine = this.#machine
    if (machine === undefined) return
    if (machine.state.open === key) {
      machine.fold()
      return
    }
    const known = machine.state.surface !== undefined
    void machine.choose(key)
    if (known) this.#host?.send({ type: "focus", requirement: key })
  }

  readonly #load = (): void => void this.#machine?.load()

  protected override view(): unknown {
    const words = labels[this.language]
    const { phase, requirements, fault } = this.#machine?.state ?? {
      phase: "asking" as const,
      requirements: [],
    }
    const retry = html`<button class="button" type="button" @click=${this.#load}>
      ${words.retry}
    </button>`
    if (phase === "asking") return waiting(words.asking)
    if (phase === "away") {
      return fault === undefined ? nothing : errorCard(fault, this.language, retry)
    }
    if (phase === "signedOut" && requirements.length === 0)
      return html`<p class="notice">${words.loginFirst}</p>`
    return html`<div class="stack">
      <h3>${words.title(requirements.length)}</h3>
      ${phase === "signedOut" ? html`<p class="notice">${words.loginFirst}</p>` : nothing}
      ${this.showMissing && !this.validity.valid ? html`<p class="notice notice-error" role="alert">${words.missing}</p>` : nothing}
      ${
        fault === undefined
          ? nothing
          : html`${errorCard(fault, this.language)}
              <p>${words.ownWay}</p>`
      }
      <ol class="rows">
        ${requirements.map((requirement) => this.#row(requirement, phase === "ready"))}
      </ol>
      ${this.#surfacePlace()}
    </div>`
  }

  #row(requirement: Requirement, ready: boolean): unknown {
    const words = labels[this.language]
    const { open, picked } = this.#machine?.state ?? { picked: [] }
    const { key } = requirement
    const name = inLanguage(requirement.name, this.language)
    const kind = picked.find((each) => each.requirement === key)?.kind
    const isHeld = mayBeHeld(requirement)
    const isStill = !isHeld && !acceptsUpload(requirement)
    const done = kind === "upload" ? words.uploaded : words.picked
    const toDo = isHeld ? words.toPick : isStill ? words.counter : words.toUpload
    const isMissing = this.showMissing && this.#machine?.missing.includes(requirement) === true
    if (isStill || !ready || this.disabled || this.formDisabled) {
      return html`<li>
        <div class="row row-still">
          <span class="row-words"
            ><span class="row-name">${name}</span
            ><span class="row-state">${kind === undefined ? toDo : done}</span></span
          >
        </div>
      </li>`
    }
    return html`<li>
      <button
        class="row ${open === key ? "row-open" : ""} ${isMissing ? "row-missing" : ""}"
        type="button"
        data-requirement=${key}
        aria-expanded=${open === key ? "true" : "false"}
        @click=${() => {
          this.#toggle(key)
        }}
      >
        <span class="row-words"
          ><span class="row-name">${open === key ? html`<strong>${name}</strong>` : name}</span>${
            kind !== undefined
              ? html`<span class="row-state done"
                  >${done} · <span class="change">${words.change}</span></span
                >`
              : html`<span class="row-state">${toDo}</span>`
          }</span
        >
      </button>
    </li>`
  }

  /** The frame stays where it is while rows open and close: moved, it would load again. */
  #surfacePlace(): unknown {
    const words = labels[this.language]
    const { surface, open, fault } = this.#machine?.state ?? {}
    if (surface === undefined)
      return open === undefined || fault !== undefined ? nothing : waiting(words.opening)
    return html`<div class="surface-place" ?hidden=${open === undefined}>
      <iframe
        sandbox=${sandbox}
        src=${surface.url}
        title=${words.frame}
        height=${this.frameHeight}
      ></iframe>
    </div>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "tongban-material-picker": TongbanMaterialPicker
  }
}
