import { css, html, nothing } from "lit"
import type { Requirement } from "@tongban/standards"
import { acceptsUpload, inLanguage } from "@tongban/standards/words"
import {
  choices,
  errorCard,
  facts,
  folds,
  rows,
  surface,
  TongbanElement,
  waiting,
} from "@tongban/elements/parts"
import { mayBeHeld } from "@tongban/sdk/machines"
import type { FromSurface, ToSurface } from "@tongban/sdk/machines"
import { armedAfterMs } from "../armed.ts"
import { ground } from "../ground.ts"
import { readPage } from "../page-data.ts"
import type { SurfaceData } from "../page-data.ts"
import { answeredView } from "./answered-view.ts"
import type { Answer } from "./answered-view.ts"
import { askingView } from "./asking-view.ts"
import { choosingStyles, choosingView } from "./choosing-view.ts"
import type { SurfaceView } from "./choosing-view.ts"
import { consentView } from "./consent-view.ts"
import { SurfaceHub } from "./hub.ts"
import { labels } from "./labels.ts"
import { loginView, pageView } from "./page-view.ts"
import { PortLink } from "./port-link.ts"
import { SurfaceMachine } from "./surface-machine.ts"
import { uploadStyles, uploadView } from "./upload-view.ts"
import { unlockView } from "./unlock-view.ts"
import { UnlockWindow } from "./unlock-window.ts"

const own = css`
  :host,
  .tb,
  .surface {
    block-size: 100%;
  }

  .tb {
    max-inline-size: none;
  }
`

/**
 * Height until something is picked: by the width and the size of letters alone, so that it is the same
 * for whoever holds nothing and whoever holds much (protocol M4).
 */
const openHeight = (size: string): number =>
  (innerWidth < 480 ? 660 : 560) + (size === "large" ? 120 : 0)
const pickedHeight = 220
const slowAfterMs = 15_000

/** The material surface (选材页) in the portal's frame. */
export class SurfacePage extends TongbanElement {
  static override properties = {
    armed: { state: true },
    slow: { state: true },
    blocked: { state: true },
    lost: { state: true },
  }
  static override styles = [
    ...[TongbanElement.styles].flat(),
    ...ground,
    choices,
    facts,
    folds,
    rows,
    surface,
    choosingStyles,
    uploadStyles,
    own,
  ]

  declare armed: boolean
  declare slow: boolean
  declare blocked: boolean
  declare lost: "silence" | "alone" | ""
  readonly #data = readPage<SurfaceData>()
  readonly #hub = new SurfaceHub(this.#data.surface, () => this.language)
  /** None where the surface is a page of its own: that takes no messages. */
  readonly #link = this.#linkTo(this.#data.portalOrigin)
  readonly #picked = new Map<string, Answer>()
  readonly #machine = new SurfaceMachine({
    data: this.#data,
    hub: this.#hub,
    language: () => this.language,
    send: (message) => {
      this.#send(message)
    },
  })
  readonly #window = new UnlockWindow(
    this.#data.surface,
    (code) => void this.#machine.start(code),
    () => {
      this.#needPage("window_gone")
    },
  )
  #timer: ReturnType<typeof setTimeout> | undefined
  #phase = ""
  #height = 0

  constructor() {
    super()
    this.armed = false
    this.slow = false
    this.blocked = false
    this.lost = ""
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#machine.addEventListener("change", () => {
      this.#entered(this.#machine.state.phase)
      if (this.#machine.state.phase === "uploading") this.#watchProgress()
      this.requestUpdate()
    })
    if (this.#data.returnUrl !== undefined) this.#beginPage()
    else if (this.#link?.greet() !== true) this.lost = "alone"
  }

  #linkTo(portalOrigin: string | undefined): PortLink | undefined {
    if (portalOrigin === undefined) return undefined
    return new PortLink({
      surface: this.#data.surface,
      portalOrigin,
      onMessage: (message) => {
        this.#hear(message)
      },
      onSilence: () => {
        this.lost = "silence"
      },
    })
  }

  /** A page of its own begins with its first row. */
  #beginPage(): void {
    const [first] = this.#ownRows()
    if (first !== undefined) this.#machine.hear({ type: "focus", requirement: first.key })
    void this.#machine.start()
  }

  /** The requirements that can be answered here. */
  #ownRows(): readonly Requirement[] {
    const { requirements, uploads } = this.#data
    return requirements.filter(
      (each) =>
        mayBeHeld(each) || (uploads && acceptsUpload(each)) || each.necessity === "mayFollow",
    )
  }

  /** To the portal by the port; a page of its own keeps what it would have said. */
  #send(message: FromSurface): void {
    if (message.type === "picked") this.#picked.set(message.requirement, message)
    if (message.type === "promised")
      this.#picked.set(message.requirement, {
        kind: "undertaking",
        text: { zh: message.zh, en: message.en },
      })
    if (message.type === "cleared") this.#picked.delete(message.requirement)
    this.#link?.send(message)
    this.requestUpdate()
  }

  #hear(message: ToSurface): void {
    if (message.type === "init") {
      document.documentElement.lang = message.lang
      this.theme = message.theme
      this.size = message.size
      this.#stretch(openHeight(this.size))
      void this.#machine.start()
    }
    this.#machine.hear(message)
    this.requestUpdate()
  }

  /** Tells the shell another height. */
  #stretch(height: number): void {
    if (height === this.#height) return
    this.#height = height
    this.#send({ type: "size", height })
  }

  /** Timers of a phase begin when it does. */
  #entered(phase: string): void {
    if (phase === this.#phase) return
    this.#phase = phase
    clearTimeout(this.#timer)
    this.armed = false
    this.slow = false
    if (phase === "consenting" || phase === "promising")
      this.#timer = setTimeout(() => (this.armed = true), armedAfterMs)
    if (phase === "fetching" || phase === "waiting")
      this.#timer = setTimeout(() => (this.slow = true), slowAfterMs)
    // As soon as a row opens, so that no button moves once what fits is shown.
    const isAnswered = phase === "picked" || phase === "promised"
    this.#stretch(isAnswered ? pickedHeight : openHeight(this.size))
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>("[data-focus]")?.focus(),
    )
  }

  readonly #unlock = (): void => {
    this.blocked = false
    if (this.#window.open()) this.#machine.unlocking()
    else this.#needPage("window_blocked")
  }

  /** No window that could speak with this frame: the form offers another way (protocol M5). */
  #needPage(reason: string): void {
    this.blocked = true
    this.#send({ type: "needPage", reason })
  }

  readonly #retry = (): void => void this.#machine.retry()
  readonly #use = (): void => {
    this.#machine.use()
  }
  readonly #promise = (): void => {
    this.#machine.promise()
  }
  readonly #opened = (): void => {
    this.#machine.opened()
  }
  readonly #back = (): void => {
    this.#machine.back()
  }
  readonly #decline = (): void => void this.#machine.decline()
  readonly #change = (): void => void this.#machine.change()

  readonly #upload = (file: File): void => {
    this.#machine.upload(file)
  }
  readonly #goOn = (): void => {
    this.#watchProgress()
    this.#machine.goOnUploading()
  }
  readonly #cancel = (): void => void this.#machine.cancelUpload()

  get #mayUpload(): boolean {
    const { requirement } = this.#machine
    return this.#data.uploads && requirement !== undefined && acceptsUpload(requirement)
  }

  /** Whatever comes through starts the wait anew. */
  #watchProgress(): void {
    clearTimeout(this.#timer)
    this.slow = false
    this.#timer = setTimeout(() => (this.slow = true), slowAfterMs)
  }

  #decide(decision: "agreed" | "refused"): void {
    if (!this.armed || !document.hasFocus()) return
    if (this.#machine.state.phase === "consenting") void this.#machine.decide(decision)
    else if (decision === "agreed") void this.#machine.undertake()
    else this.#machine.back()
  }

  protected override view(): unknown {
    const words = labels[this.language]
    if (this.lost !== "") return html`<div class="card"><p>${words[this.lost]}</p></div>`
    const { department, item } = this.#data
    const { state, requirement } = this.#machine
    const paper = requirement === undefined ? "" : inLanguage(requirement.name, this.language)
    if (state.phase === "consenting" || state.phase === "promising") {
      const consent = consentView({
        notice: state.notice,
        armed: this.armed,
        decide: (decision) => {
          this.#decide(decision)
        },
        ...(state.phase === "consenting" && { back: { words: words.back, go: this.#back } }),
      })
      return this.#link === undefined ? html`<main class="page">${consent}</main>` : consent
    }
    const { body, foot } = this.#phaseView(paper)
    const title = words.asks(
      inLanguage(department.shortName, this.language),
      inLanguage(item.shortName, this.language),
    )
    const { returnUrl } = this.#data
    if (returnUrl !== undefined) {
      return pageView({
        language: this.language,
        title,
        requirements: this.#ownRows(),
        picked: this.#picked,
        open: requirement?.key,
        focus: (key) => {
          this.#machine.hear({ type: "focus", requirement: key })
          this.requestUpdate()
        },
        view: { body, foot },
        returnUrl,
      })
    }
    return html`<div class="surface">
      <div class="surface-head stack-tight">
        <p>${title}</p>
        <h3>${words.needs(paper)}</h3>
      </div>
      <div class="surface-body stack-wide" tabindex="0" role="region" aria-label=${words.region}>
        ${body}
      </div>
      ${foot === undefined ? nothing : html`<div class="surface-foot"><div class="buttons buttons-equal">${foot}</div></div>`}
    </div>`
  }

  #answered(name: string, answer: Answer): SurfaceView {
    return answeredView({ name, answer, language: this.language, change: this.#change })
  }

  #phaseView(paper: string): SurfaceView {
    const words = labels[this.language]
    const { state, requirement } = this.#machine
    const { loginUrl } = this.#data
    switch (state.phase) {
      case "waiting":
        return { body: waiting(words.waiting) }
      case "locked":
      case "unlocking":
        if (loginUrl !== undefined) return { body: loginView(this.language, loginUrl) }
        return {
          body: unlockView({
            language: this.language,
            unlocking: state.phase === "unlocking",
            blocked: this.blocked,
            unlock: this.#unlock,
          }),
        }
      case "fetching":
        return {
          body: html`${waiting(words.fetching(paper))}${this.slow ? html`<p>${words.slow}</p>` : nothing}`,
        }
      case "choosing":
        if (requirement === undefined) return { body: nothing }
        return choosingView({
          language: this.language,
          requirement,
          held: state.held,
          chosen: state.chosen,
          choose: (material) => {
            this.#machine.choose(material)
          },
          upload: this.#mayUpload ? this.#upload : undefined,
          promise: this.#promise,
          use: this.#use,
          decline: this.#decline,
        })
      case "asking":
        return {
          body: askingView({
            language: this.language,
            paper: inLanguage(state.material.name, this.language),
            url: state.url,
            opened: state.opened,
            open: this.#opened,
          }),
          foot: html`<button class="button" type="button" @click=${this.#back}>
            ${words.back}
          </button>`,
        }
      case "uploading":
        return uploadView({
          language: this.language,
          sent: state.sent,
          total: state.total,
          stalled: this.slow,
          goOn: this.#goOn,
          cancel: this.#cancel,
        })
      case "consenting":
      case "promising":
        return { body: nothing }
      case "deciding":
        return { body: waiting(words.deciding) }
      case "picked":
        return this.#answered(inLanguage(state.material.name, this.language), state)
      case "promised":
        return this.#answered(paper, { kind: "undertaking", text: state.text })
      case "fault":
        return {
          body: errorCard(
            state.fault,
            this.language,
            state.again
              ? html`<button class="button" type="button" @click=${this.#retry}>
                  ${words.retry}
                </button>`
              : state.fault.code === "other_account" && loginUrl !== undefined
                ? html`<a class="button" href=${loginUrl}>${words.switchAccount}</a>`
                : undefined,
          ),
        }
    }
  }
}
