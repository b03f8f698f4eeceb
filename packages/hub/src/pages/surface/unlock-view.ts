import { html, nothing } from "lit"
import type { Language } from "@tongban/standards/words"
import { labels } from "./labels.ts"

export interface UnlockView {
  language: Language
  /** Whether a window was opened already. */
  unlocking: boolean
  /** Whether no window can speak with this frame. */
  blocked: boolean
  unlock(): void
}

/** The click that opens the unlock window, where the frame has no cookie (protocol M5). */
export function unlockView({ language, unlocking, blocked, unlock }: UnlockView): unknown {
  const words = labels[language]
  return html`<div class="stack">
    <p>${words.confirm}</p>
    <div class="buttons">
      <button class="button button-primary" type="button" data-focus @click=${unlock}>
        ${words.openWindow}
      </button>
    </div>
    ${
      unlocking && !blocked
        ? html`<p role="status">${words.unlocking}</p>
            <p class="small soft">${words.unlockHint}</p>`
        : nothing
    }
    ${blocked ? html`<p role="alert">${words.windowBlocked}</p>` : nothing}
  </div>`
}
