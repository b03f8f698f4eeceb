import { html } from "lit"
import { mayBeHeld } from "@tongban/sdk/machines"
import { acceptsUpload, inLanguage } from "@tongban/standards/words"
import type { Language, Requirement, ToldItem } from "@tongban/standards"
import { answeredWords, toDoWords } from "../parts/requirement-words.ts"
import { labels } from "./labels.ts"

export interface RowView {
  requirement: Requirement
  language: Language
  /** How it was answered, once it is. */
  picked: ToldItem | undefined
  isOpen: boolean
  isMissing: boolean
  /** Nothing can be chosen here now. */
  isStill: boolean
  toggle(): void
}

/** One requirement: until something is chosen, its words follow from the guide alone. */
export function rowView(row: RowView): unknown {
  const { requirement, language, picked, isOpen, isMissing, toggle } = row
  const isStill = row.isStill || !(mayBeHeld(requirement) || acceptsUpload(requirement))
  const name = inLanguage(requirement.name, language)
  const state = picked ? answeredWords(picked, language) : toDoWords(requirement, language)
  const words = html`<span class="row-words"
    ><span class="row-name">${isOpen ? html`<strong>${name}</strong>` : name}</span
    ><span class="row-state ${picked && "done"}"
      >${state}${
        isStill || !picked ? "" : html` · <span class="change">${labels[language].change}</span>`
      }</span
    ></span
  >`
  if (isStill) return html`<li><div class="row row-still">${words}</div></li>`
  return html`<li>
    <button
      class="row ${isOpen ? "row-open" : ""} ${isMissing ? "row-missing" : ""}"
      type="button"
      data-requirement=${requirement.key}
      aria-expanded=${isOpen}
      @click=${toggle}
    >
      ${words}
    </button>
  </li>`
}
