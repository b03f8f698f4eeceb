import { html, nothing } from "lit"
import type { Requirement, ToldItem } from "@tongban/standards"
import { PickerMachine, SurfaceHost } from "@tongban/sdk/machines"
import type { FromSurface, PickerState, PickerTask } from "@tongban/sdk/machines"
import { errorCard } from "../parts/error-card.ts"
import { TongbanFormControl } from "../parts/form-control.ts"
import { rows } from "../parts/styles/rows.ts"
import { waiting } from "../parts/views.ts"
import { formValueOf, isPicked, itemsOf } from "./form-value.ts"
import { labels } from "./labels.ts"
import { pageOffer } from "./page-offer.ts"
import { rowView } from "./row-view.ts"
import { frame, heading } from "./styles.ts"
import { address, fillIn, leave, take } from "./trip.ts"

/** Protocol M3. */
const sandbox =
  "allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox"
/** Before an item is named. */
const nothingAsked: PickerState = { phase: "asking", requirements: [], picked: [] }
/** What a page can bear. */
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
 * @attr mode - `page` where windows are cut: the surface is a page of its own, without a frame. The form's
 *   address must then name its draft, as the hub leads back there
 * @attr gateway - path of the session gateway, `/tongban` unless set
 * @attr disabled - shows, but lets nothing be chosen
 * @attr size - `large` for the large mode
 * @attr theme - `dark`
 * @fires tongban-material-picker-change - what is chosen has changed; `detail.picked` holds the keys
 * @csspart base - the wrapper
 */
export class TongbanMaterialPicker extends TongbanFormControl {
  static override properties = {
    item: { type: String },
    draft: { type: String },
    requirements: { type: String },
    mode: { type: String },
    frameHeight: { state: true },
    showMissing: { state: true },
  }
  /** @internal */
  static override styles = [...[TongbanFormControl.styles].flat(), heading, rows, frame]

  declare item: string
  declare draft: string
  declare requirements: string
  declare mode: string
  declare frameHeight: number
  declare showMissing: boolean
  #machine: PickerMachine | undefined
  #host: SurfaceHost | undefined
  #surface: string | undefined
  #task = ""

  constructor() {
    super()
    this.item = ""
    this.draft = ""
    this.requirements = ""
    this.mode = ""
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

  override firstUpdated(): void {
    // What is missing is told here where there is no row that could be chosen.
    this.#find(".tb")?.setAttribute("tabindex", "-1")
  }

  override updated(): void {
    // A missing row is where the browser points to; it is there only now.
    this.#updateForm()
  }

  #taskNow(): string {
    return [this.item, this.draft, this.requirements, this.mode].join("|")
  }

  #begin(): void {
    this.#task = this.#taskNow()
    this.#unlinkSurface()
    if (this.item === "") return
    const machine = new PickerMachine(this.way, {
      itemCode: this.item,
      draft: this.draft,
      requirements: this.requirements.split(/\s+/).filter((key) => key !== ""),
      mode: this.mode as PickerTask["mode"],
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
    if (this.draft !== "") void this.#comeBack(machine)
  }

  /** Back from the hub's page: what was typed before the trip, and what was picked there. */
  async #comeBack(machine: PickerMachine): Promise<void> {
    const { surface, path } = address()
    const kept = take(this.draft)
    if (surface === undefined) return
    if (kept !== null) {
      machine.restore(itemsOf(kept.picked))
      const fill = () => {
        fillIn(this.form, kept)
      }
      // The rest of the form may not have been parsed yet.
      if (document.readyState === "loading") addEventListener("DOMContentLoaded", fill)
      else fill()
    }
    await machine.readPicked(surface)
    if (machine !== this.#machine || machine.state.fault !== undefined) return
    history.replaceState(history.state, "", path + location.hash)
    this.#tellPicked()
  }

  readonly #leave = async (): Promise<void> => {
    const url = await this.#machine?.openPage(address().path)
    if (url !== undefined) leave(url, this.draft, this.value, this.form)
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

  get #state(): PickerState {
    return this.#machine?.state ?? nothingAsked
  }

  /** The form value, as it would be submitted. */
  get value(): string | null {
    return formValueOf(this.#state.picked)
  }

  /** The first missing requirement's row; where none can be chosen now, the whole. */
  protected override get anchor(): HTMLElement | undefined {
    const [first] = this.#machine?.missing ?? []
    return (first && this.#button(first.key)) ?? this.#find(".tb")
  }

  #button(requirement: string): HTMLElement | undefined {
    return this.#find(`[data-requirement="${CSS.escape(requirement)}"]`)
  }

  #find(selector: string): HTMLElement | undefined {
    return this.shadowRoot?.querySelector<HTMLElement>(selector) ?? undefined
  }

  /** The form was reset: nothing is chosen any more. @internal */
  formResetCallback(): void {
    for (const { requirement } of this.#state.picked)
      this.#host?.send({ type: "reset", requirement })
    this.#machine?.restore([])
    this.showMissing = false
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
    const { phase, fault, page } = machine.state
    const missing =
      fault === undefined && page !== "silent" && (phase !== "ready" || machine.missing.length > 0)
    this.tellForm(this.value, missing, labels[this.language].missing)
  }

  /** One host for one surface: made when there is one, closed when it has ended. */
  #linkSurface(): void {
    const { surface } = this.#state
    if (surface?.id === this.#surface) return
    this.#unlinkSurface()
    this.#surface = surface?.id
    if (surface === undefined) return
    this.#host = new SurfaceHost({
      surface: surface.id,
      hubOrigin: surface.hubOrigin,
      frame: () => this.renderRoot.querySelector("iframe")?.contentWindow,
      greeting: () => {
        const { open } = this.#state
        return [
          { type: "init", lang: this.language, theme: this.theme, size: this.size },
          ...(open === undefined ? [] : [{ type: "focus", requirement: open } as const]),
        ]
      },
      onMessage: (message) => {
        this.#hear(message)
      },
      onSilence: () => this.#machine?.offerPage("silent"),
    })
  }

  #hear(message: FromSurface): void {
    const machine = this.#machine
    if (machine === undefined) return
    switch (message.type) {
      case "size":
        this.frameHeight = Math.min(heights.most, Math.max(heights.least, message.height))
        return
      case "picked":
      case "promised": {
        // What a message says beside goes no further: the form's value has three fields.
        const item: ToldItem =
          message.type === "picked" ? message : { ...message, kind: "undertaking", text: message }
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
        machine.answered()
        return
      case "needPage":
        machine.offerPage("needed")
        return
    }
  }

  #tellPicked(): void {
    const picked = this.#state.picked.map(({ requirement }) => requirement)
    this.tell("tongban-material-picker-change", { picked })
  }

  #focusRow(requirement: string): void {
    void this.updateComplete.then(() => this.#button(requirement)?.focus())
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
    const { phase, requirements, fault } = this.#state
    const retry = html`<button class="button" type="button" @click=${this.#load}>
      ${words.retry}
    </button>`
    if (phase === "asking") return waiting(words.asking)
    if (phase === "away") return fault && errorCard(fault, this.language, retry)
    const loginFirst =
      phase === "signedOut" ? html`<p class="notice">${words.loginFirst}</p>` : nothing
    if (phase === "signedOut" && requirements.length === 0) return loginFirst
    return html`<div class="stack">
      <h3>${words.title(requirements.length)}</h3>
      ${loginFirst}
      ${this.showMissing && !this.validity.valid ? html`<p class="notice notice-error" role="alert">${words.missing}</p>` : nothing}
      ${
        fault &&
        html`${errorCard(fault, this.language)}
          <p>${words.ownWay}</p>`
      }
      <ol class="rows">
        ${requirements.map((requirement) => this.#row(requirement, phase === "ready"))}
      </ol>
      ${this.#surfacePlace()}
    </div>`
  }

  #row(requirement: Requirement, ready: boolean): unknown {
    const { open, picked } = this.#state
    const { key } = requirement
    return rowView({
      requirement,
      language: this.language,
      picked: picked.find((each) => each.requirement === key),
      isOpen: open === key,
      isMissing: this.showMissing && this.#machine?.missing.includes(requirement) === true,
      isStill: !ready || this.disabled || this.formDisabled,
      toggle: () => {
        this.#toggle(key)
      },
    })
  }

  /** The frame stays where it is while rows open and close: moved, it would load again. */
  #surfacePlace(): unknown {
    const words = labels[this.language]
    const { surface, open, fault, page } = this.#state
    return html`${
      surface === undefined
        ? nothing
        : html`<div class="surface-place" ?hidden=${open === undefined || page === "silent"}>
            <iframe
              sandbox=${sandbox}
              src=${surface.url}
              title=${words.frame}
              height=${this.frameHeight}
            ></iframe>
          </div>`
    }${
      open === undefined
        ? nothing
        : page === undefined
          ? surface === undefined && fault === undefined
            ? waiting(words.opening)
            : nothing
          : pageOffer(page, this.language, this.#leave)
    }`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "tongban-material-picker": TongbanMaterialPicker
  }
}
