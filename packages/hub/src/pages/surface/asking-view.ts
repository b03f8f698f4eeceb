import { html, nothing } from "lit"
import type { Language } from "@tongban/standards/words"
import { labels } from "./labels.ts"

export interface AskingView {
  language: Language
  /** The name of the sensitive paper. */
  paper: string
  /** The page that asks. */
  url: string
  /** Whether it was opened already. */
  opened: boolean
  open(): void
}

/** Leads to the page that asks for a sensitive paper (protocol M7): a link, which no browser blocks. */
export function askingView({ language, paper, url, opened, open }: AskingView): unknown {
  const words = labels[language]
  return html`<div class="stack">
    <p><strong>${words.sensitiveAsked(paper)}</strong></p>
    <p>${words.sensitiveHow}</p>
    <div class="buttons">
      <a
        class="button button-primary"
        href=${url}
        target="_blank"
        rel="noopener"
        data-focus
        @click=${open}
        >${words.openConsent}</a
      >
    </div>
    ${
      opened
        ? html`<p role="status">${words.consentOpened}</p>
            <p class="small soft">${words.consentHint}</p>`
        : nothing
    }
  </div>`
}
