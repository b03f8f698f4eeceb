import { html, nothing } from "lit"
import { caseStateOf, formatTime, inLanguage, legalDayOf } from "@tongban/standards/words"
import type { Case } from "@tongban/standards"
import { CaseWatch } from "@tongban/sdk/machines"
import { TongbanElement } from "../parts/base.ts"
import { errorCard } from "../parts/error-card.ts"
import { facts } from "../parts/styles/facts.ts"
import { steps } from "../parts/styles/steps.ts"
import { titles } from "../parts/styles/titles.ts"
import { day, waiting } from "../parts/views.ts"
import { labels } from "./labels.ts"

/**
 * One case, in plain words: what state, whose turn, which step, and where it was heard from. Live by
 * server-sent events; the last known state stays while the hub is away.
 *
 * @element tongban-case-status
 * @attr case - the case's id
 * @attr number - the department's own number of the case, where the page knows no id
 * @attr answer - address of the portal's own page where papers are supplied that a correction (补正) asks for
 *   or that were promised (容缺后补); without it the element says what is asked, and leads nowhere
 * @attr gateway - path of the session gateway, `/tongban` unless set
 * @attr size - `large` for the large mode
 * @attr theme - `dark`
 * @fires tongban-case-status-change - the state has changed; `detail.state`
 * @csspart base - the wrapper
 */
export class TongbanCaseStatus extends TongbanElement {
  static override properties = {
    case: { type: String },
    number: { type: String },
    answer: { type: String },
    copied: { state: true },
  }
  /** @internal */
  static override styles = [...[TongbanElement.styles].flat(), titles, facts, steps]

  declare case: string
  declare number: string
  declare answer: string
  declare copied: boolean
  #watch: CaseWatch | undefined
  #followed = ""
  #told: string | undefined

  constructor() {
    super()
    this.case = ""
    this.number = ""
    this.answer = ""
    this.copied = false
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.hasUpdated) this.#follow()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#watch?.stop()
    this.#watch = undefined
  }

  override willUpdate(): void {
    if (this.isConnected && this.#wanted() !== this.#followed) this.#follow()
  }

  /** What is to be followed: an id goes before a number. */
  #wanted(): string {
    return this.case || this.number.trim()
  }

  readonly #follow = (): void => {
    this.#watch?.stop()
    this.#watch = undefined
    this.#followed = this.#wanted()
    if (this.#followed === "") return
    const which = this.case ? { id: this.case } : { number: this.#followed }
    const watch = new CaseWatch(this.way, which)
    this.#watch = watch
    watch.addEventListener("change", () => {
      this.requestUpdate()
      const state = watch.state.case?.state
      if (state === undefined || state === this.#told) return
      this.#told = state
      this.tell("tongban-case-status-change", { state })
    })
    void watch.start()
  }

  readonly #copy = async (): Promise<void> => {
    const number = this.#watch?.state.case?.localNumber ?? ""
    try {
      await navigator.clipboard.writeText(number)
      this.copied = true
    } catch {
      // No clipboard on this page (plain http, old core): the number is selected, to be copied by hand.
      const shown = this.renderRoot.querySelector(".number")
      if (shown !== null) getSelection()?.selectAllChildren(shown)
    }
  }

  protected override view(): unknown {
    if (this.#wanted() === "") return nothing
    const words = labels[this.language]
    const { case: kase, fault, phase } = this.#watch?.state ?? { phase: "asking" as const }
    if (kase !== undefined) return this.#card(kase)
    if (phase === "signedOut") return this.#loginFirst()
    if (phase !== "away") return waiting(words.asking)
    return fault === undefined
      ? nothing
      : errorCard(
          fault,
          this.language,
          html`<button class="button" type="button" @click=${this.#follow}>${words.retry}</button>`,
        )
  }

  /** Nothing is wrong: a case is shown to whoever is logged in. */
  #loginFirst(): unknown {
    const words = labels[this.language]
    const { pathname, search } = location
    return html`<div class="card stack-tight">
      <p>${words.loginFirst}</p>
      <div class="buttons">
        <a class="button" href=${this.#watch?.loginAddress(pathname + search) ?? nothing}
          >${words.login}</a
        >
      </div>
    </div>`
  }

  #card(kase: Case): unknown {
    const { language } = this
    const words = labels[language]
    const department = inLanguage(kase.department.name, language)
    const state = caseStateOf(kase.state)
    const sentence = state
      ? textOf(state.sentence, language)
      : (kase.source?.text ?? words.ask(department))
    const asks = state === undefined && kase.source?.text !== undefined
    const { heardAt, live } = this.#watch?.state ?? { live: false }
    return html`<div class="card stack">
      <div aria-live="polite">
        <h2>${sentence}</h2>
        ${asks ? html`<p>${words.ask(department)}</p>` : nothing}
      </div>
      ${this.#turn(kase, department)} ${this.#owed(kase)} ${this.#steps(kase)} ${this.#facts(kase)}
      <p class="small soft">
        ${heardAt && html`<span class="apart">${words.updated(formatTime(heardAt.toISOString()))}</span>`}
        <span class="apart">${words.from(inLanguage(kase.department.shortName, language))}</span>
        ${live ? nothing : html`<span class="apart">${words.notLive}</span>`}
      </p>
    </div>`
  }

  /** Whose move it is; where it is the citizen's, what to do and until when. */
  #turn({ turn, state, events }: Case, department: string): unknown {
    const words = labels[this.language]
    if (turn === "none") return nothing
    if (turn !== "applicant") {
      return html`<div class="turn"><p>${words.turnOf(department)}</p></div>`
    }
    if (state !== "CORRECTION_REQUESTED")
      return html`<div class="turn turn-yours"><p>${words.yourTurn}</p></div>`
    const { items, dueOn } = events.filter(({ to }) => to === state).pop()?.correction ?? {}
    return html`<div class="turn turn-yours">
      <p>${items ? words.supply(items.length) : words.supplyAsTold}</p>
      ${dueOn === undefined ? nothing : html`<p>${words.supplyBy}${day(dueOn, this.language)}</p>`}
      ${
        items &&
        html`<ul class="asked">
          ${items.map(({ text }) => html`<li>${inLanguage(text, this.language)}</li>`)}
        </ul>`
      }
      ${this.#supplyLink()}
    </div>`
  }

  /** What was promised to follow (容缺后补) and has not come. */
  #owed({ undertakings = [], turn }: Case): unknown {
    const words = labels[this.language]
    const owed = undertakings.filter(({ state }) => state === "open" || state === "lapsed")
    if (owed.length === 0) return nothing
    return html`<div class="turn turn-yours">
      ${owed.map(
        ({ name, dueOn, state }) =>
          html`<p>
            ${words.owed(inLanguage(name, this.language))}${state === "lapsed" ? words.late : words.latest}${day(dueOn, this.language)}
          </p>`,
      )}
      ${turn === "applicant" ? nothing : this.#supplyLink()}
    </div>`
  }

  #supplyLink(): unknown {
    return this.answer === ""
      ? nothing
      : html`<a class="button button-primary" href=${this.answer}
          >${labels[this.language].supplyNow}</a
        >`
  }

  /** The last step done, the one now, the one that usually follows. */
  #steps({ events, state, turn }: Case): unknown {
    const { language } = this
    const words = labels[language]
    const next = caseStateOf(state)?.next
    const following = next === undefined ? undefined : caseStateOf(next)
    const shown = standing(events).slice(-2)
    return html`<ol>
      ${shown.map((event, at) => {
        const isNow = at === shown.length - 1 && turn !== "none"
        const known = caseStateOf(event.to)
        const name = known ? textOf(known.step, language) : (event.source?.text ?? words.otherStep)
        return html`<li
          class="step ${isNow ? "step-now" : event.inferred ? "" : "step-done"} ${event.inferred ? "step-inferred" : ""}"
        >
          <div class="step-words">
            <p>${isNow ? html`<strong>${name}</strong>` : name}</p>
            <p class="small soft">
              ${isNow ? html`<span class="apart">${words.now}</span>` : nothing}
              ${day(event.effectiveOn ?? legalDayOf(event.occurredAt), language)}
              ${event.effectiveOn ? nothing : html`<span class="keep">${formatTime(event.occurredAt)}</span>`}
              ${event.inferred ? words.inferred : nothing}
            </p>
            ${event.mends === undefined ? nothing : html`<p class="small soft">${words.mended}${event.reason}</p>`}
          </div>
        </li>`
      })}
      ${
        following === undefined
          ? nothing
          : html`<li class="step">
              <div class="step-words">
                <p>${textOf(following.step, language)}</p>
                <p class="small soft">${words.expected}</p>
              </div>
            </li>`
      }
    </ol>`
  }

  #facts({ item, localNumber, limits, department, window: counter }: Case): unknown {
    const { language } = this
    const words = labels[language]
    const { promised, statutory } = limits
    const phone = department.phone
    return html`<dl>
      ${fact(words.item, inLanguage(item.name, language))}
      ${
        localNumber === undefined
          ? nothing
          : fact(
              words.number,
              html`<span class="number"
                  >${groupsOf(localNumber).map((four) => html`<span>${four}</span>`)}</span
                >
                <button class="link keep" type="button" @click=${this.#copy}>
                  ${this.copied ? words.copied : words.copy}
                </button>`,
            )
      }
      ${
        promised === undefined && statutory === undefined
          ? nothing
          : fact(
              words.limits,
              html`${promised && html`<span class="apart">${words.promised(promised.days)}</span>`}
              ${statutory && html`<span class="apart">${words.statutory(statutory.days)}</span>`}`,
            )
      }
      ${phone === undefined ? nothing : fact(words.phone, html`<a class="keep" href="tel:${phone}">${phone}</a>`)}
      ${counter === undefined ? nothing : fact(words.window, counter)}
    </dl>`
  }
}

/**
 * What is told: mistaken steps are not, only that the record was mended, at the step where the case is
 * again. It was no refusal, and looks like none.
 */
function standing(events: Case["events"]): Case["events"] {
  const told: Case["events"] = []
  for (const event of events) {
    const { mends, reason } = event
    const mistaken = told.findIndex(({ id }) => id === mends)
    const back = told[mistaken - 1]
    if (back === undefined) told.push(event)
    else told.splice(mistaken - 1, told.length, { ...back, mends, reason })
  }
  return told
}

const fact = (term: string, detail: unknown): unknown =>
  html`<div class="fact">
    <dt>${term}</dt>
    <dd>${detail}</dd>
  </div>`

const textOf = (text: { zh: string; en: string }, language: "zh-CN" | "en"): string =>
  language === "en" ? text.en : text.zh

/** A long number is read in fours; a short one, such as `WJ2026-00413`, as it is. */
const groupsOf = (localNumber: string): readonly string[] =>
  localNumber.length < 16 ? [localNumber] : (localNumber.match(/.{1,4}/g) ?? [])

declare global {
  interface HTMLElementTagNameMap {
    "tongban-case-status": TongbanCaseStatus
  }
}
