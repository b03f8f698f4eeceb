import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { Fault } from "@tongban/sdk/machines"
import type { Language } from "@tongban/standards"

/** What happened, what is kept, what comes next, and a short number to name it by. */
export function errorCard(
  { title, next, requestId }: Fault,
  language: Language,
  actions?: unknown,
): TemplateResult {
  return html`<div class="notice notice-error stack-tight" role="alert">
    <p><strong>${title}</strong></p>
    <p>${next}</p>
    ${actions === undefined ? nothing : html`<div class="buttons">${actions}</div>`}
    ${
      requestId === undefined
        ? nothing
        : html`<p class="small soft">
            ${language === "en" ? "Number" : "编号"} ${requestId.slice(0, 8).toUpperCase()}
          </p>`
    }
  </div>`
}
