import { html, nothing } from "lit"
import type { ConsentNotice } from "@tongban/standards/words"
import { factsList } from "../facts-list.ts"

export interface ConsentView {
  notice: ConsentNotice
  /** The way back, which decides nothing, and its words; none where refusing leads back. */
  back?: { words: string; go(): void }
  /** Whether the buttons decide yet. */
  armed: boolean
  decide(decision: "agreed" | "refused"): void
}

/** One screen for one case and one recipient; two buttons of equal size (screens.md). */
export function consentView({ notice, armed, decide, back }: ConsentView): unknown {
  const { title, facts, closing, agree, refuse } = notice
  return html`<div class="surface">
    <div class="surface-body stack" tabindex="0" role="region" aria-label=${title} data-focus>
      <h2>${title}</h2>
      ${factsList(facts)}
      <p class="soft">${closing}</p>
    </div>
    <div class="surface-foot">
      <div class="buttons buttons-equal">
        <button
          class="button button-primary"
          type="button"
          aria-disabled=${armed ? "false" : "true"}
          @click=${() => {
            decide("agreed")
          }}
        >
          ${agree}
        </button>
        <button
          class="button"
          type="button"
          aria-disabled=${armed ? "false" : "true"}
          @click=${() => {
            decide("refused")
          }}
        >
          ${refuse}
        </button>
      </div>
      ${
        back === undefined
          ? nothing
          : html`<button class="link" type="button" @click=${back.go}>${back.words}</button>`
      }
    </div>
  </div>`
}
