import { html } from "lit"
import type { TemplateResult } from "lit"
import { serverNow } from "@tongban/sdk/machines"
import { formatDay, legalDayOf } from "@tongban/standards/words"
import type { Language } from "@tongban/standards"

/** Waiting: words first, three quiet dots beside them. */
export const waiting = (words: string): TemplateResult =>
  html`<p role="status"><span class="wait-dots" aria-hidden="true">•••</span>${words}</p>`

/** A day that does not break inside; the year is left out where it is this year by the server's clock. */
export const day = (date: string, language: Language): TemplateResult =>
  html`<span class="keep">${formatDay(date, language, legalDayOf(serverNow()))}</span>`
