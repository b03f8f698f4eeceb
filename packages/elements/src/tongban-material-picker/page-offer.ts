import { html, nothing } from "lit"
import type { PickerState } from "@tongban/sdk/machines"
import type { Language } from "@tongban/standards"
import { waiting } from "../parts/views.ts"
import { labels } from "./labels.ts"

/** The way by a page of its own, in words: nobody is sent there (protocol M5). */
export function pageOffer(
  page: NonNullable<PickerState["page"]>,
  language: Language,
  leave: () => Promise<void>,
): unknown {
  const words = labels[language]
  if (page === "opening") return waiting(words.opening)
  return html`<div class="notice stack-tight" role="status">
    ${
      page === "silent"
        ? html`<p><strong>${words.silent}</strong></p>
            <p>${words.ownWay}</p>`
        : nothing
    }
    <p>${words.comesBack}</p>
    <div class="buttons">
      <button class="button button-primary" type="button" @click=${leave}>${words.page}</button>
    </div>
  </div>`
}
