import { html } from "lit"
import { answeredWords } from "@tongban/elements/parts"
import type { ToldItem } from "@tongban/standards"
import type { Language } from "@tongban/standards/words"
import type { SurfaceView } from "./choosing-view.ts"
import { labels } from "./labels.ts"

/** How a requirement is answered: by a paper, or by a promise and its words. */
export type Answer = Pick<ToldItem, "kind" | "text">

export interface AnsweredView {
  /** The paper's name. */
  name: string
  answer: Answer
  language: Language
  change(): void
}

/** What answers the requirement, and the way to change that. */
export const answeredView = ({ name, answer, language, change }: AnsweredView): SurfaceView => ({
  body: html`<div class="stack" role="status">
    <p>
      <strong>${name}</strong>
      <span class="done">${answeredWords(answer, language)}</span>
    </p>
    <div class="buttons">
      <button class="button" type="button" @click=${change}>${labels[language].change}</button>
    </div>
  </div>`,
})
