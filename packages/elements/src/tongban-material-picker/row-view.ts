import { html } from "lit"
import { mayBeHeld } from "@tongban/sdk/machines"
import { acceptsUpload, inLanguage } from "@tongban/standards/words"
import type { Language, PickedItem, Requirement } from "@tongban/standards"
import { answeredWords, toDoWords } from "../parts/requirement-words.ts"
import { labels } from "./labels.ts"

export interface RowView {
  requirement: Requirement
  language: Language
  /** How it was answered, once it is. */
  kind: PickedItem["kind"] | undefined
  isOpen: boolean
  isMissing: boolean
  /** Nothing can be chosen here now. */
  isStill: boolean
  toggle(): void
}

/** One requirement: until something is chosen, its words follow from the guide alone. */
export function rowView(row: RowView): unknown {
  const { requirement, language, kind, isOpen, isMissing, toggle } = row
  const name = inLanguage(requirement.name, language)
  const words =
    kind === undefined ? toDoWords(requirement, language) : answeredWords(kind, language)
  if (row.isStill || !(mayBeHeld(requirement) || acceptsUpload(requirement))) {
    return html`<li>
      <div class="row row-still">
        <span class="row-words"
          ><span class="row-name">${name}</span><span class="row-state">${words}</span></span
        >
      </div>
    </li>`
  }
  return html`<li>
    <button
      class="row ${isOpen ? "row-open" : ""} ${isMissing ? "row-missing" : ""}"
      type="button"
      data-requirement=${requirement.key}
      aria-expanded=${isOpen ? "true" : "false"}
      @click=${toggle}
    >
      <span class="row-words"
        ><span class="row-name">${isOpen ? html`<strong>${name}</strong>` : name}</span>${
          kind === undefined
            ? html`<span class="row-state">${words}</span>`
            : html`<span class="row-state done"
                >${words} · <span class="change">${labels[language].change}</span></span
              >`
        }</span
      >
    </button>
  </li>`
}
