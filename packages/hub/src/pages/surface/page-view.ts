import { html, nothing } from "lit"
import type { Requirement } from "@tongban/standards"
import { inLanguage } from "@tongban/standards/words"
import type { Language } from "@tongban/standards/words"
import type { SurfaceView } from "./choosing-view.ts"
import { labels } from "./labels.ts"

export interface PageView {
  language: Language
  /** Who asks, and for what. */
  title: string
  requirements: readonly Requirement[]
  /** Keys of the requirements for which something is picked. */
  picked: ReadonlySet<string>
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

function row({ key, name }: Requirement, { language, picked, open, focus }: PageView): unknown {
  const words = labels[language]
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
          picked.has(key)
            ? html`<span class="row-state done">${words.picked}</span>`
            : html`<span class="row-state">${words.toPick}</span>`
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
