import { html } from "lit"
import type { TemplateResult } from "lit"
import type { ConsentNotice } from "@tongban/standards/words"

/** A notice's facts: term and detail, what matters most first. */
export const factsList = (facts: ConsentNotice["facts"]): TemplateResult =>
  html`<dl>
    ${facts.map(
      ({ term, detail }) =>
        html`<div class="fact">
          <dt>${term}</dt>
          <dd>
            ${detail.map((line, at) => html`<div class=${at === 0 ? "" : "small soft"}>${line}</div>`)}
          </dd>
        </div>`,
    )}
  </dl>`
