import { html, nothing } from "lit"
import { answeredWords, toDoWords } from "@tongban/elements/parts"
import type { Requirement } from "@tongban/standards"
import { inLanguage } from "@tongban/standards/words"
import type { Language } from "@tongban/standards/words"
import type { Answer } from "./answered-view.ts"
import type { SurfaceView } from "./choosing-view.ts"
import { labels } from "./labels.ts"

export interface PageView {
  language: Language
  /** Who asks, and for what. */
  title: string
  requirements: readonly Requirement[]
  /** How requirements were answered, by their keys. */
  picked: ReadonlyMap<string, Answer>
  /** The key of the row that is open. */
  open: string | undefined
  focus(requirement: string): void
  /** The open row's own part. */
  view: SurfaceView
  /** The way back to the form. */
  returnUrl: string
}

/** The surface as a page of its own (protocol M5): every requirement, and the way back to the form. */
export function pageView(page: PageView): unknown {
  const words = labels[page.language]
  const { body, foot } = page.view
  return html`<main class="card stack-wide page">
    <h2>${page.title}</h2>
    <ol class="rows">
      ${page.requirements.map((requirement) => row(requirement, page))}
    </ol>
    <section class="stack-wide" aria-label=${words.region}>
      ${body}
      ${foot === undefined ? nothing : html`<div class="buttons buttons-equal">${foot}</div>`}
    </section>
    <div class="stack-tight">
      <p class="small soft">${words.returnNote}</p>
      <div class="buttons"><a class="button" href=${page.returnUrl}>${words.returnToForm}</a></div>
    </div>
  </main>`
}

function row(requirement: Requirement, { language, picked, open, focus }: PageView): unknown {
  const { key, name } = requirement
  const answer = picked.get(key)
  const isOpen = key === open
  const text = inLanguage(name, language)
  return html`<li>
    <button
      class="row ${isOpen ? "row-open" : ""}"
      type="button"
      aria-expanded=${isOpen ? "true" : "false"}
      @click=${() => {
        focus(key)
      }}
    >
      <span class="row-words"
        ><span class="row-name">${isOpen ? html`<strong>${text}</strong>` : text}</span>${
          answer === undefined
            ? html`<span class="row-state">${toDoWords(requirement, language)}</span>`
            : html`<span class="row-state done">${answeredWords(answer, language)}</span>`
        }</span
      >
    </button>
  </li>`
}

/** At top level the way to be known is a login, and back (protocol M5). */
export const loginView = (language: Language, loginUrl: string): unknown =>
  html`<div class="stack">
    <p>${labels[language].loginFirst}</p>
    <div class="buttons">
      <a class="button button-primary" href=${loginUrl}>${labels[language].login}</a>
    </div>
  </div>`
